-- As web frameworks write it: quotes everywhere, names of constraints, types of other databases.
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "email" varchar(254) NOT NULL, "joined" datetime NOT NULL);
CREATE TABLE "shop_item" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "price" decimal NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "count" smallint unsigned NOT NULL CHECK ("count" >= 0), "owner_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "shop_item" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "price_positive" CHECK ("price" > 0));
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE INDEX "shop_item_owner_id_1" ON "shop_item" ("owner_id");
CREATE TABLE "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);
CREATE TABLE IF NOT EXISTS "articles" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "title" varchar DEFAULT 'it''s "new"', "body" text, "state" varchar DEFAULT 'draft' NOT NULL, "created_at" datetime(6) NOT NULL, "author_id" integer, CONSTRAINT "fk_rails_e74ce85cbc" FOREIGN KEY ("author_id") REFERENCES "auth_user" ("id"));
CREATE INDEX "index_articles_on_author_id" ON "articles" ("author_id");
