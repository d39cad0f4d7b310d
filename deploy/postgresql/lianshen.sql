-- 联审在 PostgreSQL 里的库和两个账号。以 postgres 用户运行一次，命令见 docs/operation.md 的“数据库的两个账号”。
-- lianshen_owner 是表的主人，只用来新建和升级表、还原备份；lianshen 是服务用的，只能读写行，不能建表、改表、删表。
-- 两个都没有密码：怎样证明是谁，见 docs/operation.md 的“连数据库不用密码”。
CREATE ROLE lianshen_owner LOGIN;
CREATE ROLE lianshen LOGIN;
CREATE DATABASE lianshen OWNER lianshen_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE lianshen FROM PUBLIC;
GRANT CONNECT ON DATABASE lianshen TO lianshen;
\connect lianshen
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO lianshen_owner;
GRANT USAGE ON SCHEMA public TO lianshen;
ALTER DEFAULT PRIVILEGES FOR ROLE lianshen_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lianshen;
ALTER DEFAULT PRIVILEGES FOR ROLE lianshen_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO lianshen;
