SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.accounts (
    id integer NOT NULL,
    name character varying(40) NOT NULL,
    display character varying(40) NOT NULL,
    role character varying(20) NOT NULL,
    password character varying(255) NOT NULL,
    disabled boolean NOT NULL,
    created timestamp with time zone NOT NULL,
    second_factor character varying(255),
    second_step integer
);
CREATE SEQUENCE public.accounts_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.accounts_id_seq OWNED BY public.accounts.id;
CREATE TABLE public.actions (
    id integer NOT NULL,
    account_id integer NOT NULL,
    made timestamp with time zone NOT NULL,
    kind character varying(20) NOT NULL,
    told text NOT NULL,
    undoes integer
);
CREATE SEQUENCE public.actions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.actions_id_seq OWNED BY public.actions.id;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.attempts (
    subject character varying(64) NOT NULL,
    failures integer NOT NULL,
    last timestamp with time zone NOT NULL
);
CREATE TABLE public.batches (
    id integer NOT NULL,
    name character varying(120) NOT NULL,
    account_id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    began timestamp with time zone,
    ended timestamp with time zone,
    state character varying(20) NOT NULL,
    tier character varying(10) NOT NULL,
    level character varying(8),
    model character varying(40) NOT NULL,
    scored integer NOT NULL,
    unread integer NOT NULL,
    total integer,
    remaining integer,
    stop boolean NOT NULL,
    problem text NOT NULL
);
CREATE SEQUENCE public.batches_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.batches_id_seq OWNED BY public.batches.id;
CREATE TABLE public.changes (
    id integer NOT NULL,
    action_id integer NOT NULL,
    piece_id integer NOT NULL,
    before bytea NOT NULL,
    after bytea NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE public.changes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.changes_id_seq OWNED BY public.changes.id;
CREATE TABLE public.former_names (
    id integer NOT NULL,
    name character varying(60) NOT NULL,
    unit character varying(60) NOT NULL,
    since date,
    until date
);
CREATE SEQUENCE public.former_names_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.former_names_id_seq OWNED BY public.former_names.id;
CREATE TABLE public.groups (
    id integer NOT NULL,
    batch_id integer,
    representative integer NOT NULL,
    near_copies boolean NOT NULL
);
CREATE SEQUENCE public.groups_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.groups_id_seq OWNED BY public.groups.id;
CREATE TABLE public.invitations (
    digest character varying(64) NOT NULL,
    ends timestamp with time zone NOT NULL
);
CREATE TABLE public.labels (
    id integer NOT NULL,
    piece_id integer,
    action_id integer,
    account_id integer,
    annotator character varying(60) NOT NULL,
    made timestamp with time zone NOT NULL,
    source character varying(20) NOT NULL,
    reference character varying(200) NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    level character varying(8) NOT NULL,
    digest character varying(64) NOT NULL,
    said bytea NOT NULL,
    extra bytea NOT NULL,
    withdrawn timestamp with time zone
);
CREATE SEQUENCE public.labels_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.labels_id_seq OWNED BY public.labels.id;
CREATE TABLE public.own_units (
    id integer NOT NULL,
    "position" integer NOT NULL,
    name character varying(60) NOT NULL,
    aliases bytea NOT NULL,
    duties text NOT NULL
);
CREATE SEQUENCE public.own_units_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.own_units_id_seq OWNED BY public.own_units.id;
CREATE TABLE public.persons (
    piece_id integer NOT NULL,
    deputy text NOT NULL
);
CREATE TABLE public.piece_texts (
    piece_id integer NOT NULL,
    body text NOT NULL,
    file text NOT NULL,
    sheet text NOT NULL,
    "row" integer NOT NULL,
    fields bytea NOT NULL,
    notices bytea NOT NULL,
    review bytea NOT NULL,
    said bytea NOT NULL,
    opinion text NOT NULL,
    likeness double precision NOT NULL,
    earlier bytea NOT NULL
);
CREATE TABLE public.pieces (
    id integer NOT NULL,
    batch_id integer,
    submission_id integer,
    number integer NOT NULL,
    title text NOT NULL,
    delegation character varying(120) NOT NULL,
    level character varying(8) NOT NULL,
    verdict character varying(10) NOT NULL,
    too_broad character varying(4) NOT NULL,
    vague character varying(4) NOT NULL,
    infeasible character varying(4) NOT NULL,
    main character varying(60) NOT NULL,
    triage character varying(10) NOT NULL,
    codes character varying(80) NOT NULL,
    state character varying(20) NOT NULL,
    decided timestamp with time zone,
    decided_by integer,
    group_id integer,
    merged boolean NOT NULL,
    received timestamp with time zone NOT NULL,
    version integer NOT NULL,
    changed timestamp with time zone,
    changed_by integer
);
CREATE SEQUENCE public.pieces_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.pieces_id_seq OWNED BY public.pieces.id;
CREATE TABLE public.recovery_codes (
    digest character varying(64) NOT NULL,
    account_id integer NOT NULL
);
CREATE TABLE public.sessions (
    digest character varying(64) NOT NULL,
    account_id integer NOT NULL,
    ends timestamp with time zone NOT NULL
);
CREATE TABLE public.submissions (
    id integer NOT NULL,
    account_id integer NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    level character varying(8) NOT NULL,
    review bytea NOT NULL,
    model character varying(40) NOT NULL,
    state character varying(20) NOT NULL,
    submitted timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.submissions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.submissions_id_seq OWNED BY public.submissions.id;
CREATE TABLE public.ticks (
    piece_id integer NOT NULL,
    day date NOT NULL,
    account_id integer NOT NULL,
    made timestamp with time zone NOT NULL
);
CREATE TABLE public.tokens (
    id integer NOT NULL,
    digest character varying(64) NOT NULL,
    account_id integer NOT NULL,
    label character varying(60) NOT NULL,
    created timestamp with time zone NOT NULL,
    last_used timestamp with time zone
);
CREATE SEQUENCE public.tokens_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.tokens_id_seq OWNED BY public.tokens.id;
CREATE TABLE public.trail (
    id integer NOT NULL,
    made timestamp with time zone NOT NULL,
    account_id integer,
    actor character varying(60) NOT NULL,
    kind character varying(30) NOT NULL,
    told text NOT NULL,
    details bytea NOT NULL,
    before character varying(64) NOT NULL,
    digest character varying(64) NOT NULL
);
CREATE TABLE public.trail_end (
    id integer NOT NULL,
    step integer NOT NULL,
    digest character varying(64) NOT NULL
);
CREATE TABLE public.trainings (
    id integer NOT NULL,
    account_id integer,
    actor character varying(60) NOT NULL,
    created timestamp with time zone NOT NULL,
    began timestamp with time zone,
    ended timestamp with time zone,
    state character varying(20) NOT NULL,
    stage character varying(60) NOT NULL,
    share double precision NOT NULL,
    stop boolean NOT NULL,
    problem text NOT NULL,
    snapshot character varying(64) NOT NULL,
    version character varying(40) NOT NULL,
    against character varying(40) NOT NULL,
    comparison bytea NOT NULL
);
CREATE SEQUENCE public.trainings_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.trainings_id_seq OWNED BY public.trainings.id;
CREATE TABLE public.unread (
    id integer NOT NULL,
    batch_id integer NOT NULL,
    number integer NOT NULL,
    file text NOT NULL,
    sheet text NOT NULL,
    "row" integer NOT NULL,
    kind character varying(60) NOT NULL,
    problem text NOT NULL,
    remedy text NOT NULL
);
CREATE SEQUENCE public.unread_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.unread_id_seq OWNED BY public.unread.id;
ALTER TABLE ONLY public.accounts ALTER COLUMN id SET DEFAULT nextval('public.accounts_id_seq'::regclass);
ALTER TABLE ONLY public.actions ALTER COLUMN id SET DEFAULT nextval('public.actions_id_seq'::regclass);
ALTER TABLE ONLY public.batches ALTER COLUMN id SET DEFAULT nextval('public.batches_id_seq'::regclass);
ALTER TABLE ONLY public.changes ALTER COLUMN id SET DEFAULT nextval('public.changes_id_seq'::regclass);
ALTER TABLE ONLY public.former_names ALTER COLUMN id SET DEFAULT nextval('public.former_names_id_seq'::regclass);
ALTER TABLE ONLY public.groups ALTER COLUMN id SET DEFAULT nextval('public.groups_id_seq'::regclass);
ALTER TABLE ONLY public.labels ALTER COLUMN id SET DEFAULT nextval('public.labels_id_seq'::regclass);
ALTER TABLE ONLY public.own_units ALTER COLUMN id SET DEFAULT nextval('public.own_units_id_seq'::regclass);
ALTER TABLE ONLY public.pieces ALTER COLUMN id SET DEFAULT nextval('public.pieces_id_seq'::regclass);
ALTER TABLE ONLY public.submissions ALTER COLUMN id SET DEFAULT nextval('public.submissions_id_seq'::regclass);
ALTER TABLE ONLY public.tokens ALTER COLUMN id SET DEFAULT nextval('public.tokens_id_seq'::regclass);
ALTER TABLE ONLY public.trainings ALTER COLUMN id SET DEFAULT nextval('public.trainings_id_seq'::regclass);
ALTER TABLE ONLY public.unread ALTER COLUMN id SET DEFAULT nextval('public.unread_id_seq'::regclass);
INSERT INTO public.accounts VALUES (1, 'guan', '管主任', 'administrator', '$argon2id$v=19$m=8,t=1,p=1$aW52ZW50ZWQ$aW52ZW50ZWQ1', false, '2026-03-05 04:00:00.123456+00', 'c2VhbGVk1', 59000000);
INSERT INTO public.accounts VALUES (2, 'shen', '审科长', 'reviewer', '$argon2id$v=19$m=8,t=1,p=1$aW52ZW50ZWQ$aW52ZW50ZWQ2', false, '2026-03-05 04:00:00.123456+00', NULL, NULL);
INSERT INTO public.accounts VALUES (3, 'dai', '代老师', 'deputy', '$argon2id$v=19$m=8,t=1,p=1$aW52ZW50ZWQ$aW52ZW50ZWQ3', true, '2026-03-05 04:00:00.123456+00', NULL, NULL);
INSERT INTO public.actions VALUES (1, 2, '2026-03-05 04:00:00.123456+00', 'return', '退回 1 件', NULL);
INSERT INTO public.actions VALUES (2, 1, '2026-03-05 04:00:00.123456+00', 'undo', '撤回第 1 步', 1);
INSERT INTO public.alembic_version VALUES ('0006');
INSERT INTO public.attempts VALUES ('a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7', 3, '2026-03-05 04:00:00.123456+00');
INSERT INTO public.batches VALUES (1, '第五次会议', 2, '2026-03-05 04:00:00.123456+00', '2026-03-05 04:00:00.123456+00', '2026-03-05 04:00:00.123456+00', 'done', 'full', '县', 'full-3f2a90c1b7de', 2, 1, 3, NULL, false, '');
INSERT INTO public.batches VALUES (2, '没做成的', 2, '2026-03-05 04:00:00.123456+00', '2026-03-05 04:00:00.123456+00', NULL, 'failed', 'full', NULL, 'full-3f2a90c1b7de', 2, 1, 3, NULL, false, '磁盘满了');
INSERT INTO public.changes VALUES (1, 1, 1, '\x7b227374617465223a226f70656e222c226f70696e696f6e223a22222c2273616964223a7b22666c616773223a7b7d2c22636f646573223a6e756c6c2c226d61696e223a6e756c6c2c22636f223a6e756c6c2c22747269616765223a6e756c6c7d2c2267726f7570223a312c226d6572676564223a66616c73652c2264656369646564223a6e756c6c2c22646563696465645f6279223a6e756c6c7d', '\x7b227374617465223a2272657475726e6564222c226f70696e696f6e223a22e8afb7e58699e6988ee59cb0e782b9222c2273616964223a7b22666c616773223a7b7d2c22636f646573223a6e756c6c2c226d61696e223a6e756c6c2c22636f223a6e756c6c2c22747269616765223a6e756c6c7d2c2267726f7570223a312c226d6572676564223a66616c73652c2264656369646564223a6e756c6c2c22646563696465645f6279223a6e756c6c7d', 2);
INSERT INTO public.former_names VALUES (1, '水电局', '水利局', NULL, '2019-01-01');
INSERT INTO public.groups VALUES (1, 1, 1, true);
INSERT INTO public.invitations VALUES ('1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f', '2026-03-05 04:00:00.123456+00');
INSERT INTO public.labels VALUES (1, 1, 1, 2, '审科长', '2026-03-05 04:00:00.123456+00', 'desk', '', '关于加强农村道路建设的建议', '青石镇[bold]大湾村[/bold]的路坏了。
希望有关部门高度重视，尽快解决。
建议县交通运输局修补路面；联系电话13812345678。
“引号”和 emoji 🚦、生僻字 𠮷 也要留着。', '县', '1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a', '\x7b226d61696e223a22e6b0b4e588a9e5b180227d', '\x7b22e5a487e6b3a8223a22e58e9fe8a1a8e7acace4b99de8a18c227d', NULL);
INSERT INTO public.labels VALUES (2, NULL, NULL, NULL, '审科长', '2026-03-05 04:00:00.123456+00', 'import', '历年-9', '关于加强农村道路建设的建议', '青石镇[bold]大湾村[/bold]的路坏了。
希望有关部门高度重视，尽快解决。
建议县交通运输局修补路面；联系电话13812345678。
“引号”和 emoji 🚦、生僻字 𠮷 也要留着。', '县', '1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a', '\x7b226d61696e223a22e6b0b4e588a9e5b180227d', '\x7b22e5a487e6b3a8223a22e58e9fe8a1a8e7acace4b99de8a18c227d', '2026-03-05 04:00:00.123456+00');
INSERT INTO public.own_units VALUES (1, 0, '水利局', '\x5b22e6b0b4e58aa1e5b180225d', '管水');
INSERT INTO public.persons VALUES (1, '欧阳建设');
INSERT INTO public.persons VALUES (2, '司马兴农、诸葛为民、上官爱国（电话13912345678）');
INSERT INTO public.piece_texts VALUES (1, '青石镇[bold]大湾村[/bold]的路坏了。
希望有关部门高度重视，尽快解决。
建议县交通运输局修补路面；联系电话13812345678。
“引号”和 emoji 🚦、生僻字 𠮷 也要留着。', '第一团/1.docx', 'Sheet1', 1, '\x7b22e7bc96e58fb7223a22e7acac3137e58fb7222c22e4bba3e8a1a8e59ba2223a22e7acace4b880e4bba3e8a1a8e59ba2222c22e5b18ae6aca1223a22e58d81e4b883e5b18ae4ba94e6aca1227d', '\x5b22e6b2a1e69c89e689bee588b0e9a286e8a194e4bba3e8a1a8e4b880e6a08fe38082225d', '\x7801bd565b6fda4814fe2b2b3fd3552e4d93e647f4715fbaab950193ba029c35266a8422996c2140b86e6e04481b1292a09085a444893110ff9776663c7ee22fec19db254d48779fba12b298f1ccb97ce73bdf718c53442528708b1c4e74919ec799433cd071b2460e4a567c8bde76705fa7ed3bb3f2defed3e63c5c50581182ec46de80d58a20fb459f026b64b4c9760f17f3a450447a03de45a2a1102fafc23bda4993ab75a4e548393f1a6469e71627f78996a0a7711cafa0be8a7aa92fea3adc91bc6f059f224ae108b7f83ac6f9243f8beed502bc0af3213bd2620b69e748d7915127f10ef30311c9a2c21c8584b01f76fe884a8ae05858e665169d57f2afb2a38abd7cf1dcc3b1938bf3731e4e11deb113d3b30ba34166fc9b7b31bfc0adfde601939108bf647b86986b6992de24351d176e9d8079ff8ae8636f5952a9439cef3bfbbe201f8dc07e0cc2b3138223b85afda2c60106dcaea1610d69ba832a2086377408cf0de5d5c24fb8d8a27a0bf587b413b77dc5adad1b5acfe25c1d96e6dfe90718acb14003417ec9c999fd03778a24fdee95259e21e282671d95cd6a9b1a1bb87106bbcbb2e4e5bd62d0066feae7a9191b2185a5c38a952a9aad4d6ecd13b36dc3e60abf1415eeade16402b77ba45937bb99496b2fa7efad4d9a12c301818f885e60df383a73a0a35e01173a9028519f0a10ca05257c1c204b5e0cfbc5b09bbfcb9a5f66c0b48bc5a3c8bf25e464e40bf3f76edcc861e31b96f16f2519aefd17cd66205c9b66b3f734c35a96d4aac023e838ebcfa6b5d7b45a65ac9f5a1b397a967cc4b8cf6aeddfcf7f560fc8a73a58a39debc9661a7393755b396f6e5fe1ad73200eceeda0610ed79a4ee791bd1bacee3f6a44e11d1f5a66d210e3bc4240921927c8ee0629674115ac75e875035fa9103e4ee7c0ff2c9825577572798df41db3ba8bb44df2294d8d12cec571be6c5e75a1ef919621b514296da34103692a2ee6acf3121d9e423343d33817e9fe105f169848181fcc03d5bc6ba0c11e6e035c4dd89c4403e929d43f71d0733b32a008f20f8fd6e95c1041342c909481ffcae28f79d4ab3b8209d090da05240b2d42aad72477448d7d86919324cba4774332195862402473c14890ba445a9ea17b70640d8bb8d765f9ac79b8a7a404e9599092470de8ca8743d9d1a0820be7b8009a7b68edb5a1f3594b83d2643e90eece685025a95d3800b50396817801900e8ac029c6bbcb21365af4ec1827bbeece0473cd761dca084f38c00af85532c0352b6fe184760ed03089334d503b46c07a7b344831e3b52639ac33f2148ee9718219e9bf37f523b36f98f10e581b0dd276f24cd7a26151015d0321753b7fdc92215e0cb317ec04932cbd61a9156a14e9dd1614001a5496ece186b43e64fd449f83def9a3f6e0a0d71fe935e4ca261f4e5c4015becebc3b56da449f641a762d247b2eb91ee13cd22aeead071e01fca73c3e074d743ddaadeee341b6fc20688e70ff7f898c41fb7e0adf01ed610a404f5111424ef8b61eb2823c3974e7a65c359c7b399e74f0d140eb27bf46a7a6a6bdaf67a7430efb19d07c24222e85619e4365c7c1fef80a33c229b2680ffc18ccbb20cc3b103ef5c4aadc217d739243302ae437abca9b10232090bed48427c93781f42c8d107cc0b0afa5001f519e4d3fe3bd3ebf10e0d6fe015796eca8', '\x7b22666c616773223a7b227661677565223a66616c73657d2c22636f646573223a6e756c6c2c226d61696e223a22e6b0b4e588a9e5b180222c22636f223a5b22e8b4a2e694bfe5b180225d2c22747269616765223a6e756c6c7d', '意见第1条', 0.5, '\x5b7b227469746c65223a22e585b3e4ba8ee4bfaee8b7afe79a84e697a7e5bbbae8aeae222c226c696b656e657373223a302e37352c226669656c6473223a7b22e5b18ae6aca1223a22e58d81e585ade5b18a227d2c22736861726564223a22e69cbae88095e98193227d5d');
INSERT INTO public.piece_texts VALUES (2, '青石镇[bold]大湾村[/bold]的路坏了。
希望有关部门高度重视，尽快解决。
建议县交通运输局修补路面；联系电话13812345678。
“引号”和 emoji 🚦、生僻字 𠮷 也要留着。', '第一团/2.docx', 'Sheet1', 2, '\x7b22e697a5e69c9f223a22323032362d30332d3035227d', '\x5b22e6b2a1e69c89e689bee588b0e9a286e8a194e4bba3e8a1a8e4b880e6a08fe38082225d', '\x7801bd54616fd25014fd2fef736740b7a8fb2bd39857fa60cfb47db37d251242d21999ca26306716834c653225d1b0e9960885c08fb1efb5fc0bef2b58b38cc54ffaa5b9f7f5f6dc7bceb9af65c42937095a47a27a1e067551fb20c681d869cba3fdd9f641fce3548c82b83f895a4f93a08f3464922231d517f5296445e21834c755de38958d661874e1d4f52c0b3b253895df3bb2fd4234f6a3fa59fc695bbe1e2aacf6993c1cfef49f4029d31f921ca7cc76d1fac67d0de54d5c50613989008133f640771836a0d8c6961a7676fc267adb8fa7cf44f7339c6e394cc73a3529878e991b999b3000c75c55868397f27933fab28b2a5a8a58c4058ffc41133b55d11fca5e273aaf2d415bfd0b1ab5f304bb540719d301a371100e1ba048dcd993feb219d796a22afed436a89d48009967530e6a9453420b361ab230b5d50b55a18806dd99df8aa7cd787220bef9308ac31263c3c148d4de5de5750754323ca5188a2fdec7171fe7ae8bea5770fdb7df13f16a4f5447b2d605fd508e25be2c3a427d38682dbebad471dc5ada71359b764415e096c3c0d4009fe676ff3f22a968d753b846b4cb144012ca89351fff91c7d4c695d1167694213a334aa03a2ca24ad7321a22b601c15d0d71f238b16cda8f3b27f7bc4c26ab6fdcca5aa0fbece858098d5d97166c8bd850960efbef1d56a67087e242c2a3884db8257083fd93596b1206bb5777e8366cd966896f5a6a0107bed8efc153d67ba2d653342c66247f8a3c76f94a7605eb3983e451e517917e0303', '\x7b7d', '意见第2条', 0.5, '\x5b7b227469746c65223a22e585b3e4ba8ee4bfaee8b7afe79a84e697a7e5bbbae8aeae222c226c696b656e657373223a302e37352c226669656c6473223a7b22e5b18ae6aca1223a22e58d81e585ade5b18a227d2c22736861726564223a22e69cbae88095e98193227d5d');
INSERT INTO public.piece_texts VALUES (3, '青石镇[bold]大湾村[/bold]的路坏了。
希望有关部门高度重视，尽快解决。
建议县交通运输局修补路面；联系电话13812345678。
“引号”和 emoji 🚦、生僻字 𠮷 也要留着。', '第一团/3.docx', 'Sheet1', 3, '\x7b7d', '\x5b22e6b2a1e69c89e689bee588b0e9a286e8a194e4bba3e8a1a8e4b880e6a08fe38082225d', '\x7801bd565b6fda4814fe2b2b3fd3552e4d93e647f4715fbaab950193ba029c35266a8422996c2140b86e6e04481b1292a09085a444893110ff9776663c7ee22fec19db254d48779fba12b298f1ccb97ce73bdf718c53442528708b1c4e74919ec799433cd071b2460e4a567c8bde76705fa7ed3bb3f2defed3e63c5c50581182ec46de80d58a20fb459f026b64b4c9760f17f3a450447a03de45a2a1102fafc23bda4993ab75a4e548393f1a6469e71627f78996a0a7711cafa0be8a7aa92fea3adc91bc6f059f224ae108b7f83ac6f9243f8beed502bc0af3213bd2620b69e748d7915127f10ef30311c9a2c21c8584b01f76fe884a8ae05858e665169d57f2afb2a38abd7cf1dcc3b1938bf3731e4e11deb113d3b30ba34166fc9b7b31bfc0adfde601939108bf647b86986b6992de24351d176e9d8079ff8ae8636f5952a9439cef3bfbbe201f8dc07e0cc2b3138223b85afda2c60106dcaea1610d69ba832a2086377408cf0de5d5c24fb8d8a27a0bf587b413b77dc5adad1b5acfe25c1d96e6dfe90718acb14003417ec9c999fd03778a24fdee95259e21e282671d95cd6a9b1a1bb87106bbcbb2e4e5bd62d0066feae7a9191b2185a5c38a952a9aad4d6ecd13b36dc3e60abf1415eeade16402b77ba45937bb99496b2fa7efad4d9a12c301818f885e60df383a73a0a35e01173a9028519f0a10ca05257c1c204b5e0cfbc5b09bbfcb9a5f66c0b48bc5a3c8bf25e464e40bf3f76edcc861e31b96f16f2519aefd17cd66205c9b66b3f734c35a96d4aac023e838ebcfa6b5d7b45a65ac9f5a1b397a967cc4b8cf6aeddfcf7f560fc8a73a58a39debc9661a7393755b396f6e5fe1ad73200eceeda0610ed79a4ee791bd1bacee3f6a44e11d1f5a66d210e3bc4240921927c8ee0629674115ac75e875035fa9103e4ee7c0ff2c9825577572798df41db3ba8bb44df2294d8d12cec571be6c5e75a1ef919621b514296da34103692a2ee6acf3121d9e423343d33817e9fe105f169848181fcc03d5bc6ba0c11e6e035c4dd89c4403e929d43f71d0733b32a008f20f8fd6e95c1041342c909481ffcae28f79d4ab3b8209d090da05240b2d42aad72477448d7d86919324cba4774332195862402473c14890ba445a9ea17b70640d8bb8d765f9ac79b8a7a404e9599092470de8ca8743d9d1a0820be7b8009a7b68edb5a1f3594b83d2643e90eece685025a95d3800b50396817801900e8ac029c6bbcb21365af4ec1827bbeece0473cd761dca084f38c00af85532c0352b6fe184760ed03089334d503b46c07a7b344831e3b52639ac33f2148ee9718219e9bf37f523b36f98f10e581b0dd276f24cd7a26151015d0321753b7fdc92215e0cb317ec04932cbd61a9156a14e9dd1614001a5496ece186b43e64fd449f83def9a3f6e0a0d71fe935e4ca261f4e5c4015becebc3b56da449f641a762d247b2eb91ee13cd22aeead071e01fca73c3e074d743ddaadeee341b6fc20688e70ff7f898c41fb7e0adf01ed610a404f5111424ef8b61eb2823c3974e7a65c359c7b399e74f0d140eb27bf46a7a6a6bdaf67a7430efb19d07c24222e85619e4365c7c1fef80a33c229b2680ffc18ccbb20cc3b103ef5c4aadc217d739243302ae437abca9b10232090bed48427c93781f42c8d107cc0b0afa5001f519e4d3fe3bd3ebf10e0d6fe015796eca8', '\x7b7d', '意见第3条', 0.5, '\x5b7b227469746c65223a22e585b3e4ba8ee4bfaee8b7afe79a84e697a7e5bbbae8aeae222c226c696b656e657373223a302e37352c226669656c6473223a7b22e5b18ae6aca1223a22e58d81e585ade5b18a227d2c22736861726564223a22e69cbae88095e98193227d5d');
INSERT INTO public.pieces VALUES (1, 1, NULL, 1, '关于加强农村道路建设的建议', '第一代表团', '县', '修改后提交', '不成立', '成立', '不成立', '交通运输局', '急难事', 'V2', 'returned', '2026-03-05 04:00:00.123456+00', 2, 1, false, '2026-03-05 04:00:00.123456+00', 2, '2026-03-05 04:00:00.123456+00', 2);
INSERT INTO public.pieces VALUES (2, 1, NULL, 2, '关于加强农村道路建设的建议', '第一代表团', '县', '修改后提交', '不成立', '成立', '不成立', '交通运输局', '急难事', 'V2', 'open', NULL, NULL, 1, false, '2026-03-05 04:00:00.123456+00', 2, '2026-03-05 04:00:00.123456+00', 2);
INSERT INTO public.pieces VALUES (3, NULL, 1, 0, '关于加强农村道路建设的建议', '第一代表团', '县', '修改后提交', '不成立', '成立', '不成立', '交通运输局', '急难事', 'V2', 'open', NULL, NULL, NULL, false, '2026-03-05 04:00:00.123456+00', 2, '2026-03-05 04:00:00.123456+00', 2);
INSERT INTO public.recovery_codes VALUES ('0101010101010101010101010101010101010101010101010101010101010101', 1);
INSERT INTO public.recovery_codes VALUES ('0202020202020202020202020202020202020202020202020202020202020202', 1);
INSERT INTO public.sessions VALUES ('5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e', 1, '2050-10-25 04:00:00.123456+00');
INSERT INTO public.submissions VALUES (1, 3, '关于加强农村道路建设的建议', '青石镇[bold]大湾村[/bold]的路坏了。
希望有关部门高度重视，尽快解决。
建议县交通运输局修补路面；联系电话13812345678。
“引号”和 emoji 🚦、生僻字 𠮷 也要留着。', '县', '\x7801bd565b6fda4814fe2b2b3fd3552e4d93e647f4715fbaab950193ba029c35266a8422996c2140b86e6e04481b1292a09085a444893110ff9776663c7ee22fec19db254d48779fba12b298f1ccb97ce73bdf718c53442528708b1c4e74919ec799433cd071b2460e4a567c8bde76705fa7ed3bb3f2defed3e63c5c50581182ec46de80d58a20fb459f026b64b4c9760f17f3a450447a03de45a2a1102fafc23bda4993ab75a4e548393f1a6469e71627f78996a0a7711cafa0be8a7aa92fea3adc91bc6f059f224ae108b7f83ac6f9243f8beed502bc0af3213bd2620b69e748d7915127f10ef30311c9a2c21c8584b01f76fe884a8ae05858e665169d57f2afb2a38abd7cf1dcc3b1938bf3731e4e11deb113d3b30ba34166fc9b7b31bfc0adfde601939108bf647b86986b6992de24351d176e9d8079ff8ae8636f5952a9439cef3bfbbe201f8dc07e0cc2b3138223b85afda2c60106dcaea1610d69ba832a2086377408cf0de5d5c24fb8d8a27a0bf587b413b77dc5adad1b5acfe25c1d96e6dfe90718acb14003417ec9c999fd03778a24fdee95259e21e282671d95cd6a9b1a1bb87106bbcbb2e4e5bd62d0066feae7a9191b2185a5c38a952a9aad4d6ecd13b36dc3e60abf1415eeade16402b77ba45937bb99496b2fa7efad4d9a12c301818f885e60df383a73a0a35e01173a9028519f0a10ca05257c1c204b5e0cfbc5b09bbfcb9a5f66c0b48bc5a3c8bf25e464e40bf3f76edcc861e31b96f16f2519aefd17cd66205c9b66b3f734c35a96d4aac023e838ebcfa6b5d7b45a65ac9f5a1b397a967cc4b8cf6aeddfcf7f560fc8a73a58a39debc9661a7393755b396f6e5fe1ad73200eceeda0610ed79a4ee791bd1bacee3f6a44e11d1f5a66d210e3bc4240921927c8ee0629674115ac75e875035fa9103e4ee7c0ff2c9825577572798df41db3ba8bb44df2294d8d12cec571be6c5e75a1ef919621b514296da34103692a2ee6acf3121d9e423343d33817e9fe105f169848181fcc03d5bc6ba0c11e6e035c4dd89c4403e929d43f71d0733b32a008f20f8fd6e95c1041342c909481ffcae28f79d4ab3b8209d090da05240b2d42aad72477448d7d86919324cba4774332195862402473c14890ba445a9ea17b70640d8bb8d765f9ac79b8a7a404e9599092470de8ca8743d9d1a0820be7b8009a7b68edb5a1f3594b83d2643e90eece685025a95d3800b50396817801900e8ac029c6bbcb21365af4ec1827bbeece0473cd761dca084f38c00af85532c0352b6fe184760ed03089334d503b46c07a7b344831e3b52639ac33f2148ee9718219e9bf37f523b36f98f10e581b0dd276f24cd7a26151015d0321753b7fdc92215e0cb317ec04932cbd61a9156a14e9dd1614001a5496ece186b43e64fd449f83def9a3f6e0a0d71fe935e4ca261f4e5c4015becebc3b56da449f641a762d247b2eb91ee13cd22aeead071e01fca73c3e074d743ddaadeee341b6fc20688e70ff7f898c41fb7e0adf01ed610a404f5111424ef8b61eb2823c3974e7a65c359c7b399e74f0d140eb27bf46a7a6a6bdaf67a7430efb19d07c24222e85619e4365c7c1fef80a33c229b2680ffc18ccbb20cc3b103ef5c4aadc217d739243302ae437abca9b10232090bed48427c93781f42c8d107cc0b0afa5001f519e4d3fe3bd3ebf10e0d6fe015796eca8', 'fast-3f2a90c1b7de', 'submitted', '2026-03-06 04:00:00.123456+00');
INSERT INTO public.submissions VALUES (2, 3, '关于加强农村道路建设的建议', '青石镇[bold]大湾村[/bold]的路坏了。
希望有关部门高度重视，尽快解决。
建议县交通运输局修补路面；联系电话13812345678。
“引号”和 emoji 🚦、生僻字 𠮷 也要留着。', '县', '\x7801bd565b6fda4814fe2b2b3fd3552e4d93e647f4715fbaab950193ba029c35266a8422996c2140b86e6e04481b1292a09085a444893110ff9776663c7ee22fec19db254d48779fba12b298f1ccb97ce73bdf718c53442528708b1c4e74919ec799433cd071b2460e4a567c8bde76705fa7ed3bb3f2defed3e63c5c50581182ec46de80d58a20fb459f026b64b4c9760f17f3a450447a03de45a2a1102fafc23bda4993ab75a4e548393f1a6469e71627f78996a0a7711cafa0be8a7aa92fea3adc91bc6f059f224ae108b7f83ac6f9243f8beed502bc0af3213bd2620b69e748d7915127f10ef30311c9a2c21c8584b01f76fe884a8ae05858e665169d57f2afb2a38abd7cf1dcc3b1938bf3731e4e11deb113d3b30ba34166fc9b7b31bfc0adfde601939108bf647b86986b6992de24351d176e9d8079ff8ae8636f5952a9439cef3bfbbe201f8dc07e0cc2b3138223b85afda2c60106dcaea1610d69ba832a2086377408cf0de5d5c24fb8d8a27a0bf587b413b77dc5adad1b5acfe25c1d96e6dfe90718acb14003417ec9c999fd03778a24fdee95259e21e282671d95cd6a9b1a1bb87106bbcbb2e4e5bd62d0066feae7a9191b2185a5c38a952a9aad4d6ecd13b36dc3e60abf1415eeade16402b77ba45937bb99496b2fa7efad4d9a12c301818f885e60df383a73a0a35e01173a9028519f0a10ca05257c1c204b5e0cfbc5b09bbfcb9a5f66c0b48bc5a3c8bf25e464e40bf3f76edcc861e31b96f16f2519aefd17cd66205c9b66b3f734c35a96d4aac023e838ebcfa6b5d7b45a65ac9f5a1b397a967cc4b8cf6aeddfcf7f560fc8a73a58a39debc9661a7393755b396f6e5fe1ad73200eceeda0610ed79a4ee791bd1bacee3f6a44e11d1f5a66d210e3bc4240921927c8ee0629674115ac75e875035fa9103e4ee7c0ff2c9825577572798df41db3ba8bb44df2294d8d12cec571be6c5e75a1ef919621b514296da34103692a2ee6acf3121d9e423343d33817e9fe105f169848181fcc03d5bc6ba0c11e6e035c4dd89c4403e929d43f71d0733b32a008f20f8fd6e95c1041342c909481ffcae28f79d4ab3b8209d090da05240b2d42aad72477448d7d86919324cba4774332195862402473c14890ba445a9ea17b70640d8bb8d765f9ac79b8a7a404e9599092470de8ca8743d9d1a0820be7b8009a7b68edb5a1f3594b83d2643e90eece685025a95d3800b50396817801900e8ac029c6bbcb21365af4ec1827bbeece0473cd761dca084f38c00af85532c0352b6fe184760ed03089334d503b46c07a7b344831e3b52639ac33f2148ee9718219e9bf37f523b36f98f10e581b0dd276f24cd7a26151015d0321753b7fdc92215e0cb317ec04932cbd61a9156a14e9dd1614001a5496ece186b43e64fd449f83def9a3f6e0a0d71fe935e4ca261f4e5c4015becebc3b56da449f641a762d247b2eb91ee13cd22aeead071e01fca73c3e074d743ddaadeee341b6fc20688e70ff7f898c41fb7e0adf01ed610a404f5111424ef8b61eb2823c3974e7a65c359c7b399e74f0d140eb27bf46a7a6a6bdaf67a7430efb19d07c24222e85619e4365c7c1fef80a33c229b2680ffc18ccbb20cc3b103ef5c4aadc217d739243302ae437abca9b10232090bed48427c93781f42c8d107cc0b0afa5001f519e4d3fe3bd3ebf10e0d6fe015796eca8', 'fast-3f2a90c1b7de', 'returned', '2026-03-07 04:00:00.123456+00');
INSERT INTO public.submissions VALUES (3, 3, '关于加强农村道路建设的建议', '青石镇[bold]大湾村[/bold]的路坏了。
希望有关部门高度重视，尽快解决。
建议县交通运输局修补路面；联系电话13812345678。
“引号”和 emoji 🚦、生僻字 𠮷 也要留着。', '县', '\x7801bd565b6fda4814fe2b2b3fd3552e4d93e647f4715fbaab950193ba029c35266a8422996c2140b86e6e04481b1292a09085a444893110ff9776663c7ee22fec19db254d48779fba12b298f1ccb97ce73bdf718c53442528708b1c4e74919ec799433cd071b2460e4a567c8bde76705fa7ed3bb3f2defed3e63c5c50581182ec46de80d58a20fb459f026b64b4c9760f17f3a450447a03de45a2a1102fafc23bda4993ab75a4e548393f1a6469e71627f78996a0a7711cafa0be8a7aa92fea3adc91bc6f059f224ae108b7f83ac6f9243f8beed502bc0af3213bd2620b69e748d7915127f10ef30311c9a2c21c8584b01f76fe884a8ae05858e665169d57f2afb2a38abd7cf1dcc3b1938bf3731e4e11deb113d3b30ba34166fc9b7b31bfc0adfde601939108bf647b86986b6992de24351d176e9d8079ff8ae8636f5952a9439cef3bfbbe201f8dc07e0cc2b3138223b85afda2c60106dcaea1610d69ba832a2086377408cf0de5d5c24fb8d8a27a0bf587b413b77dc5adad1b5acfe25c1d96e6dfe90718acb14003417ec9c999fd03778a24fdee95259e21e282671d95cd6a9b1a1bb87106bbcbb2e4e5bd62d0066feae7a9191b2185a5c38a952a9aad4d6ecd13b36dc3e60abf1415eeade16402b77ba45937bb99496b2fa7efad4d9a12c301818f885e60df383a73a0a35e01173a9028519f0a10ca05257c1c204b5e0cfbc5b09bbfcb9a5f66c0b48bc5a3c8bf25e464e40bf3f76edcc861e31b96f16f2519aefd17cd66205c9b66b3f734c35a96d4aac023e838ebcfa6b5d7b45a65ac9f5a1b397a967cc4b8cf6aeddfcf7f560fc8a73a58a39debc9661a7393755b396f6e5fe1ad73200eceeda0610ed79a4ee791bd1bacee3f6a44e11d1f5a66d210e3bc4240921927c8ee0629674115ac75e875035fa9103e4ee7c0ff2c9825577572798df41db3ba8bb44df2294d8d12cec571be6c5e75a1ef919621b514296da34103692a2ee6acf3121d9e423343d33817e9fe105f169848181fcc03d5bc6ba0c11e6e035c4dd89c4403e929d43f71d0733b32a008f20f8fd6e95c1041342c909481ffcae28f79d4ab3b8209d090da05240b2d42aad72477448d7d86919324cba4774332195862402473c14890ba445a9ea17b70640d8bb8d765f9ac79b8a7a404e9599092470de8ca8743d9d1a0820be7b8009a7b68edb5a1f3594b83d2643e90eece685025a95d3800b50396817801900e8ac029c6bbcb21365af4ec1827bbeece0473cd761dca084f38c00af85532c0352b6fe184760ed03089334d503b46c07a7b344831e3b52639ac33f2148ee9718219e9bf37f523b36f98f10e581b0dd276f24cd7a26151015d0321753b7fdc92215e0cb317ec04932cbd61a9156a14e9dd1614001a5496ece186b43e64fd449f83def9a3f6e0a0d71fe935e4ca261f4e5c4015becebc3b56da449f641a762d247b2eb91ee13cd22aeead071e01fca73c3e074d743ddaadeee341b6fc20688e70ff7f898c41fb7e0adf01ed610a404f5111424ef8b61eb2823c3974e7a65c359c7b399e74f0d140eb27bf46a7a6a6bdaf67a7430efb19d07c24222e85619e4365c7c1fef80a33c229b2680ffc18ccbb20cc3b103ef5c4aadc217d739243302ae437abca9b10232090bed48427c93781f42c8d107cc0b0afa5001f519e4d3fe3bd3ebf10e0d6fe015796eca8', 'fast-3f2a90c1b7de', 'accepted', '2026-03-08 04:00:00.123456+00');
INSERT INTO public.ticks VALUES (2, '2028-02-29', 2, '2026-03-05 04:00:00.123456+00');
INSERT INTO public.tokens VALUES (1, '7070707070707070707070707070707070707070707070707070707070707070', 2, '档案系统', '2026-03-05 04:00:00.123456+00', '2026-03-05 04:00:00.123456+00');
INSERT INTO public.tokens VALUES (4, '7474747474747474747474747474747474747474747474747474747474747474', 2, '新的', '2026-03-05 04:00:00.123456+00', NULL);
INSERT INTO public.trail VALUES (1, '2026-03-05 04:00:00.123456+00', 1, '管主任', 'promote', '导入标注 2 条', '\x7b2276657273696f6e223a2266756c6c2d336632613930633162376465227d', '', 'f2db14696a2cb3eccc5a24809aa354b3848c71d35ecd182c8629385765546eb9');
INSERT INTO public.trail VALUES (2, '2026-03-05 04:00:00.123456+00', 1, '管主任', 'promote', '启用模型 full-3f2a90c1b7de', '\x7b2276657273696f6e223a2266756c6c2d336632613930633162376465227d', 'f2db14696a2cb3eccc5a24809aa354b3848c71d35ecd182c8629385765546eb9', '8293781bc818820327915314f7003657b1e75383a9aa6fab88da2d77e3230d3d');
INSERT INTO public.trail_end VALUES (1, 2, '8293781bc818820327915314f7003657b1e75383a9aa6fab88da2d77e3230d3d');
INSERT INTO public.trainings VALUES (1, 1, '管主任', '2026-03-05 04:00:00.123456+00', '2026-03-05 04:00:00.123456+00', '2026-03-05 04:00:00.123456+00', 'done', '', 1, false, '', '5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a', 'full-0123456789ab', 'full-3f2a90c1b7de', '\x');
INSERT INTO public.unread VALUES (1, 1, 3, '坏.docx', '', 0, 'DraftDamaged', '打不开', '请重新保存');
SELECT pg_catalog.setval('public.accounts_id_seq', 3, true);
SELECT pg_catalog.setval('public.actions_id_seq', 2, true);
SELECT pg_catalog.setval('public.batches_id_seq', 2, true);
SELECT pg_catalog.setval('public.changes_id_seq', 1, true);
SELECT pg_catalog.setval('public.former_names_id_seq', 1, true);
SELECT pg_catalog.setval('public.groups_id_seq', 1, true);
SELECT pg_catalog.setval('public.labels_id_seq', 2, true);
SELECT pg_catalog.setval('public.own_units_id_seq', 1, true);
SELECT pg_catalog.setval('public.pieces_id_seq', 3, true);
SELECT pg_catalog.setval('public.submissions_id_seq', 3, true);
SELECT pg_catalog.setval('public.tokens_id_seq', 4, true);
SELECT pg_catalog.setval('public.trainings_id_seq', 1, true);
SELECT pg_catalog.setval('public.unread_id_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT pk_accounts PRIMARY KEY (id);
ALTER TABLE ONLY public.actions
    ADD CONSTRAINT pk_actions PRIMARY KEY (id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT pk_attempts PRIMARY KEY (subject);
ALTER TABLE ONLY public.batches
    ADD CONSTRAINT pk_batches PRIMARY KEY (id);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT pk_changes PRIMARY KEY (id);
ALTER TABLE ONLY public.former_names
    ADD CONSTRAINT pk_former_names PRIMARY KEY (id);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT pk_groups PRIMARY KEY (id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT pk_invitations PRIMARY KEY (digest);
ALTER TABLE ONLY public.labels
    ADD CONSTRAINT pk_labels PRIMARY KEY (id);
ALTER TABLE ONLY public.own_units
    ADD CONSTRAINT pk_own_units PRIMARY KEY (id);
ALTER TABLE ONLY public.persons
    ADD CONSTRAINT pk_persons PRIMARY KEY (piece_id);
ALTER TABLE ONLY public.piece_texts
    ADD CONSTRAINT pk_piece_texts PRIMARY KEY (piece_id);
ALTER TABLE ONLY public.pieces
    ADD CONSTRAINT pk_pieces PRIMARY KEY (id);
ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT pk_recovery_codes PRIMARY KEY (digest);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT pk_sessions PRIMARY KEY (digest);
ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT pk_submissions PRIMARY KEY (id);
ALTER TABLE ONLY public.ticks
    ADD CONSTRAINT pk_ticks PRIMARY KEY (piece_id, day);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT pk_tokens PRIMARY KEY (id);
ALTER TABLE ONLY public.trail
    ADD CONSTRAINT pk_trail PRIMARY KEY (id);
ALTER TABLE ONLY public.trail_end
    ADD CONSTRAINT pk_trail_end PRIMARY KEY (id);
ALTER TABLE ONLY public.trainings
    ADD CONSTRAINT pk_trainings PRIMARY KEY (id);
ALTER TABLE ONLY public.unread
    ADD CONSTRAINT pk_unread PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT uq_accounts_name UNIQUE (name);
ALTER TABLE ONLY public.actions
    ADD CONSTRAINT uq_actions_undoes UNIQUE (undoes);
ALTER TABLE ONLY public.former_names
    ADD CONSTRAINT uq_former_names_name UNIQUE (name, since, unit);
ALTER TABLE ONLY public.own_units
    ADD CONSTRAINT uq_own_units_name UNIQUE (name);
ALTER TABLE ONLY public.own_units
    ADD CONSTRAINT uq_own_units_position UNIQUE ("position");
ALTER TABLE ONLY public.pieces
    ADD CONSTRAINT uq_pieces_batch_id UNIQUE (batch_id, number);
ALTER TABLE ONLY public.pieces
    ADD CONSTRAINT uq_pieces_submission_id UNIQUE (submission_id);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT uq_tokens_digest UNIQUE (digest);
ALTER TABLE ONLY public.unread
    ADD CONSTRAINT uq_unread_batch_id UNIQUE (batch_id, number);
CREATE INDEX ix_attempts_last ON public.attempts USING btree (last);
CREATE INDEX ix_batches_state ON public.batches USING btree (state);
CREATE INDEX ix_changes_action_id ON public.changes USING btree (action_id);
CREATE INDEX ix_changes_piece_id ON public.changes USING btree (piece_id);
CREATE INDEX ix_former_names_name ON public.former_names USING btree (name);
CREATE INDEX ix_groups_batch_id ON public.groups USING btree (batch_id);
CREATE INDEX ix_labels_action_id ON public.labels USING btree (action_id);
CREATE INDEX ix_labels_digest ON public.labels USING btree (digest);
CREATE INDEX ix_labels_piece_id ON public.labels USING btree (piece_id);
CREATE INDEX ix_labels_source_reference ON public.labels USING btree (source, reference);
CREATE INDEX ix_pieces_batch_id_state ON public.pieces USING btree (batch_id, state);
CREATE INDEX ix_pieces_delegation ON public.pieces USING btree (delegation);
CREATE INDEX ix_pieces_group_id ON public.pieces USING btree (group_id);
CREATE INDEX ix_pieces_main ON public.pieces USING btree (main);
CREATE INDEX ix_pieces_received ON public.pieces USING btree (received);
CREATE INDEX ix_pieces_state ON public.pieces USING btree (state);
CREATE INDEX ix_pieces_triage ON public.pieces USING btree (triage);
CREATE INDEX ix_pieces_verdict ON public.pieces USING btree (verdict);
CREATE INDEX ix_recovery_codes_account_id ON public.recovery_codes USING btree (account_id);
CREATE INDEX ix_sessions_account_id ON public.sessions USING btree (account_id);
CREATE INDEX ix_sessions_ends ON public.sessions USING btree (ends);
CREATE INDEX ix_submissions_account_id ON public.submissions USING btree (account_id);
CREATE INDEX ix_tokens_account_id ON public.tokens USING btree (account_id);
CREATE INDEX ix_trainings_state ON public.trainings USING btree (state);
ALTER TABLE ONLY public.actions
    ADD CONSTRAINT fk_actions_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.actions
    ADD CONSTRAINT fk_actions_undoes_actions FOREIGN KEY (undoes) REFERENCES public.actions(id);
ALTER TABLE ONLY public.batches
    ADD CONSTRAINT fk_batches_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT fk_changes_action_id_actions FOREIGN KEY (action_id) REFERENCES public.actions(id);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT fk_changes_piece_id_pieces FOREIGN KEY (piece_id) REFERENCES public.pieces(id);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT fk_groups_batch_id_batches FOREIGN KEY (batch_id) REFERENCES public.batches(id);
ALTER TABLE ONLY public.labels
    ADD CONSTRAINT fk_labels_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.labels
    ADD CONSTRAINT fk_labels_action_id_actions FOREIGN KEY (action_id) REFERENCES public.actions(id);
ALTER TABLE ONLY public.labels
    ADD CONSTRAINT fk_labels_piece_id_pieces FOREIGN KEY (piece_id) REFERENCES public.pieces(id);
ALTER TABLE ONLY public.persons
    ADD CONSTRAINT fk_persons_piece_id_pieces FOREIGN KEY (piece_id) REFERENCES public.pieces(id);
ALTER TABLE ONLY public.piece_texts
    ADD CONSTRAINT fk_piece_texts_piece_id_pieces FOREIGN KEY (piece_id) REFERENCES public.pieces(id);
ALTER TABLE ONLY public.pieces
    ADD CONSTRAINT fk_pieces_batch_id_batches FOREIGN KEY (batch_id) REFERENCES public.batches(id);
ALTER TABLE ONLY public.pieces
    ADD CONSTRAINT fk_pieces_changed_by_accounts FOREIGN KEY (changed_by) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.pieces
    ADD CONSTRAINT fk_pieces_decided_by_accounts FOREIGN KEY (decided_by) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.pieces
    ADD CONSTRAINT fk_pieces_group_id_groups FOREIGN KEY (group_id) REFERENCES public.groups(id);
ALTER TABLE ONLY public.pieces
    ADD CONSTRAINT fk_pieces_submission_id_submissions FOREIGN KEY (submission_id) REFERENCES public.submissions(id);
ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT fk_recovery_codes_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT fk_sessions_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT fk_submissions_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.ticks
    ADD CONSTRAINT fk_ticks_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.ticks
    ADD CONSTRAINT fk_ticks_piece_id_pieces FOREIGN KEY (piece_id) REFERENCES public.pieces(id);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT fk_tokens_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.trail
    ADD CONSTRAINT fk_trail_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.trainings
    ADD CONSTRAINT fk_trainings_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.unread
    ADD CONSTRAINT fk_unread_batch_id_batches FOREIGN KEY (batch_id) REFERENCES public.batches(id);
