CREATE TABLE `visibility_rules` (
	`scope` text NOT NULL,
	`target` text NOT NULL,
	`hides` text NOT NULL,
	`shows` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`scope`, `target`)
);
--> statement-breakpoint
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
ALTER TABLE `customers` ADD `segment` text;--> statement-breakpoint
ALTER TABLE `members` ADD `sections` text;