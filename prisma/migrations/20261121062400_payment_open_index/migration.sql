-- The job that ends attempts whose time is over looks at open payments only, once a minute: a few among millions.
CREATE INDEX "Payment_open_idx" ON "Payment" ("id") WHERE "status" IN ('created', 'pending', 'authorized');
