CREATE TABLE `article_readings` (
	`article_id` text NOT NULL,
	`day` text NOT NULL,
	`reader` text NOT NULL,
	`views` integer NOT NULL,
	`read_at` integer NOT NULL,
	`asked_at` integer,
	PRIMARY KEY(`article_id`, `day`, `reader`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `article_readings_day` ON `article_readings` (`day`);--> statement-breakpoint
CREATE TABLE `search_clicks` (
	`search_id` text NOT NULL,
	`article_id` text NOT NULL,
	`place` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`search_id`, `article_id`),
	FOREIGN KEY (`search_id`) REFERENCES `search_log`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `search_clicks_article` ON `search_clicks` (`article_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `search_decisions` (
	`locale` text NOT NULL,
	`query` text NOT NULL,
	`kind` text NOT NULL,
	`article_key` text,
	`reason` text,
	`times` integer NOT NULL,
	`user_id` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`locale`, `query`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `absent_writers` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `absent_writers_email_unique` ON `absent_writers` (`email`);--> statement-breakpoint
CREATE TABLE `article_revisions` (
	`id` text PRIMARY KEY NOT NULL,
	`article_id` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`questions` text NOT NULL,
	`body` text NOT NULL,
	`reason` text,
	`restored_from` integer,
	`source_revision` integer,
	`author_id` text,
	`saved_by` text,
	`saved_at` integer NOT NULL,
	`version` integer NOT NULL,
	`submitted_by` text,
	`reviewer_id` text,
	`reviewed_at` integer,
	`review_note` text,
	`publish_at` integer,
	`published_by` text,
	`published_at` integer,
	`created_at` integer NOT NULL,
	`absent` text DEFAULT '{}' NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`author_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`saved_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`submitted_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`reviewer_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`published_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `article_revisions_number` ON `article_revisions` (`article_id`,`number`);--> statement-breakpoint
CREATE INDEX `article_revisions_state` ON `article_revisions` (`state`,`publish_at`);--> statement-breakpoint
CREATE INDEX `article_revisions_working` ON `article_revisions` (`article_id`,`state`,`saved_at`,`author_id`);--> statement-breakpoint
CREATE INDEX `article_revisions_with_blocks` ON `article_revisions` (`state`) WHERE instr("article_revisions"."body", '{{block:') > 0;--> statement-breakpoint
CREATE TABLE `article_saves` (
	`revision_id` text NOT NULL,
	`version` integer NOT NULL,
	`content` text NOT NULL,
	`saved_by` text,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`revision_id`, `version`),
	FOREIGN KEY (`revision_id`) REFERENCES `article_revisions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`saved_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `article_activity` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`locale` text,
	`kind` text NOT NULL,
	`details` text DEFAULT '{}' NOT NULL,
	`user_id` text,
	`absent_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `article_activity_key` ON `article_activity` (`key`,`created_at`);--> statement-breakpoint
CREATE TABLE `article_blocks` (
	`key` text NOT NULL,
	`locale` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`version` integer NOT NULL,
	`saved_by` text,
	`saved_at` integer NOT NULL,
	`absent_saver` text,
	PRIMARY KEY(`key`, `locale`),
	FOREIGN KEY (`saved_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `article_files` (
	`key` text NOT NULL,
	`file_id` text NOT NULL,
	`owned` integer NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`size` integer NOT NULL,
	`width` integer,
	`height` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`key`, `file_id`),
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `article_files_file` ON `article_files` (`file_id`);--> statement-breakpoint
CREATE TABLE `scenario_activity` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`details` text DEFAULT '{}' NOT NULL,
	`user_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `scenario_activity_key` ON `scenario_activity` (`key`,`created_at`);--> statement-breakpoint
CREATE TABLE `scenario_saves` (
	`key` text NOT NULL,
	`version` integer NOT NULL,
	`save` integer NOT NULL,
	`source` text NOT NULL,
	`saved_by` text,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`key`, `version`, `save`),
	FOREIGN KEY (`saved_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `scenarios` (
	`key` text PRIMARY KEY NOT NULL,
	`state` text DEFAULT 'active' NOT NULL,
	`state_since` integer NOT NULL,
	`state_reason` text
);
--> statement-breakpoint
DROP INDEX `scenario_runs_active`;--> statement-breakpoint
ALTER TABLE `scenario_runs` ADD `topic` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `scenario_runs` ADD `step` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `scenario_runs` ADD `walker` text;--> statement-breakpoint
ALTER TABLE `scenario_runs` ADD `walked_by` text DEFAULT 'person' NOT NULL;--> statement-breakpoint
ALTER TABLE `scenario_runs` ADD `agent_id` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `scenario_runs` ADD `resumed_from` text;--> statement-breakpoint
ALTER TABLE `scenario_runs` ADD `customer_id` text REFERENCES customers(id);--> statement-breakpoint
ALTER TABLE `scenario_runs` ADD `user_id` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `scenario_runs` ADD `shown` text;--> statement-breakpoint
CREATE INDEX `scenario_runs_scenario` ON `scenario_runs` (`scenario_key`,`scenario_version`,`updated_at`);--> statement-breakpoint
CREATE INDEX `scenario_runs_customer` ON `scenario_runs` (`customer_id`,`updated_at`) WHERE customer_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `scenario_runs_person` ON `scenario_runs` (`user_id`,`created_at`) WHERE user_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `scenario_runs_figures` ON `scenario_runs` (`scenario_key`,`created_at`,`walked_by`,`scenario_version`,`status`,`helped`,`updated_at`,`step`,`walker`,`topic`,`conversation_id`);--> statement-breakpoint
CREATE INDEX `scenario_runs_walker` ON `scenario_runs` (`walker`,`created_at`,`topic`);--> statement-breakpoint
CREATE UNIQUE INDEX `scenario_runs_active` ON `scenario_runs` (`conversation_id`,`walked_by`) WHERE status = 'active' AND conversation_id <> '';--> statement-breakpoint
DROP INDEX `search_log_query`;--> statement-breakpoint
ALTER TABLE `search_log` ADD `asker` text;--> statement-breakpoint
ALTER TABLE `search_log` ADD `typed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `search_log` ADD `followed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `search_log` ADD `last_at` integer;--> statement-breakpoint
CREATE INDEX `search_log_asker` ON `search_log` (`asker`,`last_at`);--> statement-breakpoint
CREATE INDEX `search_log_query` ON `search_log` (`locale`,`query`,`typed`,`created_at`);--> statement-breakpoint
ALTER TABLE `assignments` ADD `promised_at` integer;--> statement-breakpoint
CREATE INDEX `assignments_conversation` ON `assignments` (`conversation_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `conversations` ADD `contact` text;--> statement-breakpoint
ALTER TABLE `cabinet_previews` ADD `user_id` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `article_votes` ADD `revision` integer;--> statement-breakpoint
ALTER TABLE `article_votes` ADD `network` text;--> statement-breakpoint
ALTER TABLE `article_votes` ADD `counted` integer DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX `article_votes_network` ON `article_votes` (`article_id`,`network`);--> statement-breakpoint
CREATE INDEX `article_votes_updated` ON `article_votes` (`updated_at`);--> statement-breakpoint
ALTER TABLE `articles` ADD `audience` text DEFAULT 'public' NOT NULL;--> statement-breakpoint
ALTER TABLE `articles` ADD `segments` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `articles` ADD `customer_ids` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `articles` ADD `tags` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `articles` ADD `owner_id` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `articles` ADD `absent_owner` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `verify_every_days` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `settings_version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `articles` ADD `verified_on` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `verified_by` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `articles` ADD `absent_verifier` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `reminded_at` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `source_locale` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `source_revision` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `under_review_at` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `doubts_settled_at` integer;--> statement-breakpoint
CREATE INDEX `articles_listed` ON `articles` (`key`,`locale`,`status`,`category_id`,`revision`,`updated_on`,`owner_id`,`verify_every_days`,`verified_on`,`source_locale`,`source_revision`,`under_review_at`,`title`,`id`);--> statement-breakpoint
CREATE INDEX `articles_asked` ON `articles` (`locale`,`status`,`popular`,`title`,`questions`,`audience`,`segments`,`customer_ids`);--> statement-breakpoint
CREATE INDEX `articles_with_blocks` ON `articles` (`locale`) WHERE instr("articles"."body", '{{block:') > 0;--> statement-breakpoint
ALTER TABLE `categories` ADD `parent_id` text REFERENCES categories(id);--> statement-breakpoint
ALTER TABLE `categories` ADD `phrases` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `categories` ADD `reviewed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `categories` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `titles` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `digest_preferences` ADD `before` text;--> statement-breakpoint
ALTER TABLE `scenario_versions` ADD `save` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `scenario_versions` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `scenario_versions` ADD `review_note` text;--> statement-breakpoint
ALTER TABLE `scenario_versions` ADD `author_id` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `scenario_versions` ADD `submitted_by` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `scenario_versions` ADD `published_by` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `scenario_versions` ADD `restored_from` integer;--> statement-breakpoint
ALTER TABLE `scenario_versions` ADD `saved_at` integer;--> statement-breakpoint
ALTER TABLE `scenario_versions` ADD `published_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `scenario_versions_published` ON `scenario_versions` (`key`) WHERE status = 'published';--> statement-breakpoint
CREATE UNIQUE INDEX `scenario_versions_working` ON `scenario_versions` (`key`) WHERE status IN ('draft', 'in_review');--> statement-breakpoint
CREATE INDEX `assistant_turns_created` ON `assistant_turns` (`created_at`);--> statement-breakpoint
CREATE INDEX `customers_name` ON `customers` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `customers_since` ON `customers` (`created_at`,`id`);--> statement-breakpoint
INSERT INTO article_revisions (id, article_id, number, state, title, summary, questions, body, saved_at, version, published_at, created_at)
SELECT id, id, revision, 'published', title, summary, questions, body, coalesce(published_at, created_at), 1, coalesce(published_at, created_at), created_at
FROM articles WHERE revision > 0;
--> statement-breakpoint
UPDATE articles SET source_locale = 'ru', source_revision = (SELECT revision FROM articles AS original WHERE original.key = articles.key AND original.locale = 'ru')
WHERE locale = 'en' AND key IN (SELECT key FROM articles WHERE locale = 'ru');
--> statement-breakpoint
INSERT INTO scenarios (key, state, state_since)
SELECT key, 'active', max(created_at) FROM scenario_versions GROUP BY key;
