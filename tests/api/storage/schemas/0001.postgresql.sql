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
    created timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.accounts_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.accounts_id_seq OWNED BY public.accounts.id;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.attempts (
    subject character varying(64) NOT NULL,
    failures integer NOT NULL,
    last timestamp with time zone NOT NULL
);
CREATE TABLE public.invitations (
    digest character varying(64) NOT NULL,
    ends timestamp with time zone NOT NULL
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
ALTER TABLE ONLY public.accounts ALTER COLUMN id SET DEFAULT nextval('public.accounts_id_seq'::regclass);
ALTER TABLE ONLY public.submissions ALTER COLUMN id SET DEFAULT nextval('public.submissions_id_seq'::regclass);
ALTER TABLE ONLY public.tokens ALTER COLUMN id SET DEFAULT nextval('public.tokens_id_seq'::regclass);
INSERT INTO public.accounts VALUES (1, 'guan', '管主任', 'administrator', '$argon2id$v=19$m=8,t=1,p=1$aW52ZW50ZWQ$aW52ZW50ZWQ1', false, '2026-03-05 04:00:00.123456+00');
INSERT INTO public.accounts VALUES (2, 'shen', '审科长', 'reviewer', '$argon2id$v=19$m=8,t=1,p=1$aW52ZW50ZWQ$aW52ZW50ZWQ2', false, '2026-03-05 04:00:00.123456+00');
INSERT INTO public.accounts VALUES (3, 'dai', '代老师', 'deputy', '$argon2id$v=19$m=8,t=1,p=1$aW52ZW50ZWQ$aW52ZW50ZWQ3', true, '2026-03-05 04:00:00.123456+00');
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.attempts VALUES ('a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7', 3, '2026-03-05 04:00:00.123456+00');
INSERT INTO public.invitations VALUES ('1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f', '2026-03-05 04:00:00.123456+00');
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
INSERT INTO public.tokens VALUES (1, '7070707070707070707070707070707070707070707070707070707070707070', 2, '档案系统', '2026-03-05 04:00:00.123456+00', '2026-03-05 04:00:00.123456+00');
INSERT INTO public.tokens VALUES (4, '7474747474747474747474747474747474747474747474747474747474747474', 2, '新的', '2026-03-05 04:00:00.123456+00', NULL);
SELECT pg_catalog.setval('public.accounts_id_seq', 3, true);
SELECT pg_catalog.setval('public.submissions_id_seq', 3, true);
SELECT pg_catalog.setval('public.tokens_id_seq', 4, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT pk_accounts PRIMARY KEY (id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT pk_attempts PRIMARY KEY (subject);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT pk_invitations PRIMARY KEY (digest);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT pk_sessions PRIMARY KEY (digest);
ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT pk_submissions PRIMARY KEY (id);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT pk_tokens PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT uq_accounts_name UNIQUE (name);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT uq_tokens_digest UNIQUE (digest);
CREATE INDEX ix_attempts_last ON public.attempts USING btree (last);
CREATE INDEX ix_sessions_account_id ON public.sessions USING btree (account_id);
CREATE INDEX ix_sessions_ends ON public.sessions USING btree (ends);
CREATE INDEX ix_submissions_account_id ON public.submissions USING btree (account_id);
CREATE INDEX ix_tokens_account_id ON public.tokens USING btree (account_id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT fk_sessions_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT fk_submissions_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT fk_tokens_account_id_accounts FOREIGN KEY (account_id) REFERENCES public.accounts(id);
