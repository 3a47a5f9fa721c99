CREATE TABLE `credit_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`source` text NOT NULL,
	`payment_id` text NOT NULL,
	`invoice_id` text,
	`refund_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`refund_id`) REFERENCES `refunds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_entries_customer` ON `credit_entries` (`customer_id`,`currency`,`amount`);--> statement-breakpoint
CREATE INDEX `credit_entries_payment` ON `credit_entries` (`payment_id`);--> statement-breakpoint
CREATE INDEX `credit_entries_invoice` ON `credit_entries` (`invoice_id`);--> statement-breakpoint
CREATE TABLE `invoice_instalments` (
	`id` text PRIMARY KEY NOT NULL,
	`invoice_id` text NOT NULL,
	`position` integer NOT NULL,
	`due_on` text NOT NULL,
	`amount` integer NOT NULL,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invoice_instalments_invoice` ON `invoice_instalments` (`invoice_id`,`position`);--> statement-breakpoint
CREATE TABLE `payment_allocations` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`asked` integer NOT NULL,
	`amount` integer NOT NULL,
	`refund_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`refund_id`) REFERENCES `refunds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `payment_allocations_payment` ON `payment_allocations` (`payment_id`);--> statement-breakpoint
CREATE INDEX `payment_allocations_invoice` ON `payment_allocations` (`invoice_id`,`state`,`amount`);--> statement-breakpoint
CREATE UNIQUE INDEX `payment_allocations_one_pending` ON `payment_allocations` (`invoice_id`) WHERE kind = 'payment' and state = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX `payment_allocations_once` ON `payment_allocations` (`payment_id`,`invoice_id`) WHERE kind = 'payment';--> statement-breakpoint
CREATE INDEX `payment_allocations_refund` ON `payment_allocations` (`refund_id`);--> statement-breakpoint
CREATE TABLE `refunds` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`status` text NOT NULL,
	`reason` text NOT NULL,
	`reference` text,
	`provider_id` text,
	`by_user_id` text,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `refunds_provider_id_unique` ON `refunds` (`provider_id`);--> statement-breakpoint
CREATE INDEX `refunds_payment` ON `refunds` (`payment_id`);--> statement-breakpoint
CREATE INDEX `refunds_pending` ON `refunds` (`created_at`) WHERE status = 'pending';--> statement-breakpoint
CREATE TABLE `conversation_drafts` (
	`user_id` text NOT NULL,
	`place` text NOT NULL,
	`body` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `place`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `conversation_positions` (
	`conversation_id` text NOT NULL,
	`participant` text NOT NULL,
	`delivered` integer DEFAULT 0 NOT NULL,
	`read` integer DEFAULT 0 NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`conversation_id`, `participant`),
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `message_files` (
	`message_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`file_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`message_id`, `position`),
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `message_files_file` ON `message_files` (`conversation_id`,`file_id`);--> statement-breakpoint
CREATE TABLE `cabinet_previews` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`role` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`staff_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `cabinet_previews_customer` ON `cabinet_previews` (`customer_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `cabinet_previews_started` ON `cabinet_previews` (`started_at`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`sections` text,
	`locale` text NOT NULL,
	`token_hash` text NOT NULL,
	`invited_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`invited_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token_hash_unique` ON `invitations` (`token_hash`);--> statement-breakpoint
CREATE INDEX `invitations_customer` ON `invitations` (`customer_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_open` ON `invitations` (`customer_id`,`email`) WHERE accepted_at is null and revoked_at is null;--> statement-breakpoint
CREATE TABLE `visibility_rules` (
	`scope` text NOT NULL,
	`target` text NOT NULL,
	`hides` text NOT NULL,
	`shows` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`scope`, `target`)
);
--> statement-breakpoint
CREATE TABLE `document_answers` (
	`version_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`reason` text,
	`user_id` text NOT NULL,
	`user_name` text NOT NULL,
	`sha256` text NOT NULL,
	`typed_name` text,
	`code_sent_to` text,
	`code_sent_at` integer,
	`network` text,
	`answered_at` integer NOT NULL,
	FOREIGN KEY (`version_id`) REFERENCES `document_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `document_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`version_id` text NOT NULL,
	`user_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`sha256` text NOT NULL,
	`sent_to` text NOT NULL,
	`tries_left` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`version_id`) REFERENCES `document_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `document_codes_version` ON `document_codes` (`version_id`,`user_id`);--> statement-breakpoint
CREATE TABLE `document_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`number` integer NOT NULL,
	`file_id` text NOT NULL,
	`note` text,
	`added_by` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `document_versions_number` ON `document_versions` (`document_id`,`number`);--> statement-breakpoint
CREATE TABLE `document_views` (
	`version_id` text NOT NULL,
	`user_id` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`version_id`, `user_id`),
	FOREIGN KEY (`version_id`) REFERENCES `document_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`origin` text NOT NULL,
	`asks` text NOT NULL,
	`subject` text,
	`created_by` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `documents_customer` ON `documents` (`customer_id`,`changed_at`);--> statement-breakpoint
CREATE INDEX `documents_changed` ON `documents` (`changed_at`);--> statement-breakpoint
CREATE INDEX `documents_subject` ON `documents` (`customer_id`,`subject`);--> statement-breakpoint
CREATE TABLE `files` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text NOT NULL,
	`state` text NOT NULL,
	`finding` text,
	`storage_key` text NOT NULL,
	`uploaded_by` text,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`decision_reason` text,
	FOREIGN KEY (`uploaded_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `files_state` ON `files` (`state`,`created_at`);--> statement-breakpoint
CREATE TABLE `code_apps` (
	`user_id` text PRIMARY KEY NOT NULL,
	`sealed_secret` text NOT NULL,
	`created_at` integer NOT NULL,
	`confirmed_at` integer,
	`last_step` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `devices` (
	`secret_hash` text NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`secret_hash`, `user_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `devices_user` ON `devices` (`user_id`);--> statement-breakpoint
CREATE TABLE `email_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`email` text NOT NULL,
	`old_email` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `email_changes_token_hash_unique` ON `email_changes` (`token_hash`);--> statement-breakpoint
CREATE INDEX `email_changes_user` ON `email_changes` (`user_id`);--> statement-breakpoint
CREATE TABLE `half_sessions` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`password_mark` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `passkey_challenges` (
	`challenge_hash` text PRIMARY KEY NOT NULL,
	`user_id` text,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`credential_id` text NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`synced` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passkeys_credential_id_unique` ON `passkeys` (`credential_id`);--> statement-breakpoint
CREATE INDEX `passkeys_user` ON `passkeys` (`user_id`);--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `recovery_codes_user` ON `recovery_codes` (`user_id`);--> statement-breakpoint
CREATE TABLE `invoice_links` (
	`id` text PRIMARY KEY NOT NULL,
	`invoice_id` text NOT NULL,
	`created_by_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`revoked_by_id` text,
	`last_opened_at` integer,
	`opened` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`revoked_by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `invoice_links_invoice` ON `invoice_links` (`invoice_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `data_exports` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `data_exports_user` ON `data_exports` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `data_exports_order` ON `data_exports` (`created_at`);--> statement-breakpoint
CREATE TABLE `erasure_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`not_before` integer NOT NULL,
	`canceled_at` integer,
	`declined_at` integer,
	`declined_by` text,
	`declined_reason` text,
	`started_at` integer,
	`done_at` integer,
	`kept` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`declined_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `erasure_requests_open` ON `erasure_requests` (`user_id`) WHERE canceled_at is null and declined_at is null and done_at is null;--> statement-breakpoint
CREATE INDEX `erasure_requests_order` ON `erasure_requests` (`created_at`);--> statement-breakpoint
CREATE TABLE `news_audience` (
	`post_id` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`post_id`, `customer_id`),
	FOREIGN KEY (`post_id`) REFERENCES `news_posts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `news_feeds` (
	`user_id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `news_feeds_token_hash_unique` ON `news_feeds` (`token_hash`);--> statement-breakpoint
CREATE TABLE `news_posts` (
	`id` text PRIMARY KEY NOT NULL,
	`audience` text NOT NULL,
	`segment` text,
	`pinned` integer NOT NULL,
	`publish_at` integer,
	`expires_at` integer,
	`announced_at` integer,
	`created_by` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `news_posts_publish` ON `news_posts` (`pinned`,`publish_at`);--> statement-breakpoint
CREATE INDEX `news_posts_updated` ON `news_posts` (`updated_at`);--> statement-breakpoint
CREATE TABLE `news_reads` (
	`user_id` text NOT NULL,
	`post_id` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `post_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`post_id`) REFERENCES `news_posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `news_texts` (
	`post_id` text NOT NULL,
	`locale` text NOT NULL,
	`title` text NOT NULL,
	`markdown` text NOT NULL,
	`html` text NOT NULL,
	`excerpt` text NOT NULL,
	PRIMARY KEY(`post_id`, `locale`),
	FOREIGN KEY (`post_id`) REFERENCES `news_posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `digest_preferences` (
	`user_id` text PRIMARY KEY NOT NULL,
	`often` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `digests` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`on` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `digests_once` ON `digests` (`user_id`,`on`);--> statement-breakpoint
CREATE TABLE `notification_occurrences` (
	`key` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `notification_occurrences_created` ON `notification_occurrences` (`created_at`);--> statement-breakpoint
CREATE TABLE `notification_preferences` (
	`user_id` text NOT NULL,
	`group` text NOT NULL,
	`cabinet` integer NOT NULL,
	`mail` integer NOT NULL,
	`digest` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `group`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`customer_id` text,
	`section` text,
	`field` text,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`target` text NOT NULL,
	`values` text NOT NULL,
	`shown` integer NOT NULL,
	`mail` text NOT NULL,
	`mail_after` integer,
	`digest_id` text,
	`created_at` integer NOT NULL,
	`read_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_once` ON `notifications` (`user_id`,`key`);--> statement-breakpoint
CREATE INDEX `notifications_list` ON `notifications` (`user_id`,`created_at`,`id`) WHERE shown = 1;--> statement-breakpoint
CREATE INDEX `notifications_unread` ON `notifications` (`user_id`) WHERE shown = 1 AND read_at IS NULL;--> statement-breakpoint
CREATE INDEX `notifications_target` ON `notifications` (`target`,`user_id`);--> statement-breakpoint
CREATE INDEX `notifications_mail_waits` ON `notifications` (`mail_after`) WHERE mail_after IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notifications_for_digest` ON `notifications` (`user_id`) WHERE mail = 'digest' AND digest_id IS NULL;--> statement-breakpoint
CREATE INDEX `notifications_digest` ON `notifications` (`digest_id`);--> statement-breakpoint
CREATE INDEX `notifications_created` ON `notifications` (`created_at`);--> statement-breakpoint
CREATE TABLE `shipment_lines` (
	`shipment_id` text NOT NULL,
	`order_line_id` text NOT NULL,
	`quantity` integer NOT NULL,
	PRIMARY KEY(`shipment_id`, `order_line_id`),
	FOREIGN KEY (`shipment_id`) REFERENCES `shipments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`order_line_id`) REFERENCES `order_lines`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `shipments` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`client_id` text NOT NULL,
	`carrier` text NOT NULL,
	`tracking_number` text,
	`tracking_url` text,
	`handed_over_on` text NOT NULL,
	`delivered_on` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `shipments_order` ON `shipments` (`order_id`,`handed_over_on`);--> statement-breakpoint
CREATE UNIQUE INDEX `shipments_client` ON `shipments` (`order_id`,`client_id`);--> statement-breakpoint
CREATE TABLE `task_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`task_id` text NOT NULL,
	`kind` text NOT NULL,
	`side` text NOT NULL,
	`by_user_id` text,
	`text` text,
	`from_value` text,
	`to_value` text,
	`of_side` text,
	`client_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`task_id`) REFERENCES `tasks`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`by_user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `task_entries_task` ON `task_entries` (`task_id`,`created_at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `task_entries_client` ON `task_entries` (`task_id`,`client_id`);--> statement-breakpoint
CREATE TABLE `task_files` (
	`task_id` text NOT NULL,
	`entry_id` text NOT NULL,
	`file_id` text NOT NULL,
	PRIMARY KEY(`task_id`, `file_id`),
	FOREIGN KEY (`task_id`) REFERENCES `tasks`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`entry_id`) REFERENCES `task_entries`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `task_watchers` (
	`task_id` text NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`task_id`, `user_id`),
	FOREIGN KEY (`task_id`) REFERENCES `tasks`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `task_watchers_user` ON `task_watchers` (`user_id`);--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`asked_by` text NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`status` text NOT NULL,
	`due_on` text,
	`customer_assignee_id` text,
	`company_assignee_id` text,
	`subject_kind` text,
	`subject_key` text,
	`remind_every_days` integer,
	`remind_next_on` text,
	`created_by` text,
	`client_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_assignee_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_assignee_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_client_id_unique` ON `tasks` (`client_id`);--> statement-breakpoint
CREATE INDEX `tasks_customer_open` ON `tasks` (`customer_id`,`due_on`) WHERE status NOT IN ('done', 'canceled');--> statement-breakpoint
CREATE INDEX `tasks_customer_updated` ON `tasks` (`customer_id`,`updated_at`);--> statement-breakpoint
CREATE INDEX `tasks_open` ON `tasks` (`due_on`) WHERE status NOT IN ('done', 'canceled');--> statement-breakpoint
CREATE INDEX `tasks_updated` ON `tasks` (`updated_at`);--> statement-breakpoint
CREATE INDEX `tasks_company_assignee` ON `tasks` (`company_assignee_id`) WHERE status NOT IN ('done', 'canceled');--> statement-breakpoint
CREATE INDEX `tasks_subject` ON `tasks` (`subject_kind`,`subject_key`);--> statement-breakpoint
CREATE INDEX `tasks_reminders` ON `tasks` (`remind_next_on`) WHERE remind_next_on IS NOT NULL AND status NOT IN ('done', 'canceled');--> statement-breakpoint
INSERT INTO `payment_allocations` (`id`, `payment_id`, `invoice_id`, `position`, `kind`, `state`, `asked`, `amount`, `created_at`)
SELECT p.id, p.id, p.invoice_id, 1, 'payment',
	CASE p.status WHEN 'pending' THEN 'pending' WHEN 'succeeded' THEN 'counted' ELSE 'dropped' END,
	p.amount,
	CASE WHEN p.status = 'succeeded' THEN max(0, min(p.amount, i.total - coalesce((
		SELECT sum(e.amount) FROM payments e WHERE e.invoice_id = p.invoice_id AND e.status = 'succeeded' AND (e.settled_at, e.id) < (p.settled_at, p.id)
	), 0))) ELSE p.amount END,
	p.created_at
FROM payments p JOIN invoices i ON i.id = p.invoice_id;
--> statement-breakpoint
INSERT INTO `credit_entries` (`id`, `customer_id`, `currency`, `amount`, `source`, `payment_id`, `invoice_id`, `created_at`)
SELECT p.id, i.customer_id, p.currency, p.amount - a.amount, 'excess', p.id, p.invoice_id, coalesce(p.settled_at, p.created_at)
FROM payments p JOIN invoices i ON i.id = p.invoice_id JOIN payment_allocations a ON a.payment_id = p.id
WHERE p.status = 'succeeded' AND p.amount > a.amount;--> statement-breakpoint
DROP INDEX `payments_one_pending`;--> statement-breakpoint
ALTER TABLE `payments` ADD `intent_id` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `return_to` text;--> statement-breakpoint
CREATE INDEX `payments_intent` ON `payments` (`intent_id`);--> statement-breakpoint
DROP INDEX `invoices_customer`;--> statement-breakpoint
CREATE INDEX `invoices_customer_state` ON `invoices` (`customer_id`,`status`,`currency`,`due_on`,`total`,`issued_on`,`order_number`,`number`,`id`);--> statement-breakpoint
CREATE INDEX `invoices_issued` ON `invoices` (`issued_on`,`number`);--> statement-breakpoint
CREATE INDEX `invoices_due` ON `invoices` (`due_on`,`number`);--> statement-breakpoint
CREATE INDEX `invoices_amount` ON `invoices` (`total`,`number`);--> statement-breakpoint
CREATE INDEX `invoices_status` ON `invoices` (`status`,`due_on`);--> statement-breakpoint
CREATE INDEX `invoices_open_due` ON `invoices` (`due_on`) WHERE status = 'open';--> statement-breakpoint
CREATE INDEX `invoices_customer` ON `invoices` (`customer_id`,`issued_on`,`number`,`status`,`currency`,`due_on`,`total`,`order_number`,`id`);--> statement-breakpoint
ALTER TABLE `conversations` ADD `kind` text DEFAULT 'support' NOT NULL;--> statement-breakpoint
ALTER TABLE `conversations` ADD `about` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `segment` text;--> statement-breakpoint
ALTER TABLE `members` ADD `sections` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `last_seen_at` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `last_address` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `preview_id` text;--> statement-breakpoint
ALTER TABLE `sign_in_attempts` ADD `user_agent` text;--> statement-breakpoint
ALTER TABLE `sign_in_attempts` ADD `method` text;--> statement-breakpoint
ALTER TABLE `users` ADD `erased_at` integer;--> statement-breakpoint
ALTER TABLE `mail_outbox` ADD `headers` text;--> statement-breakpoint
CREATE INDEX `orders_placed` ON `orders` (`placed_on`,`number`);