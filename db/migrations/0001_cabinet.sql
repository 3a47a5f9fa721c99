CREATE TABLE `visibility_rules` (
	`scope` text NOT NULL,
	`target` text NOT NULL,
	`hides` text NOT NULL,
	`shows` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`scope`, `target`)
);
--> statement-breakpoint
ALTER TABLE `customers` ADD `segment` text;--> statement-breakpoint
ALTER TABLE `members` ADD `sections` text;