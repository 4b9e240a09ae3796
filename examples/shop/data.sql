-- Made-up data for the sample shop (corpus/schemas/shop.sql): the same in every run.

-- The sample policy masks what is commented so.
COMMENT ON COLUMN customer.national_id IS 'number of the identity card @secret';

INSERT INTO customer (email, name, phone, national_id, country, created_at)
SELECT
    'customer' || i || '@mail.example',
    (ARRAY['Ada', 'Ben', 'Cleo', 'Dov', 'Edda', 'Finn', 'Gül', 'Hana'])[1 + i % 8] || ' '
        || (ARRAY['Adler', 'Brandt', 'Cermak', 'Dorn', 'Egger', 'Fuchs'])[1 + i % 6] || ' ' || i,
    '+43 1 555 ' || lpad(i::text, 4, '0'),
    'AT-' || lpad((i * 7919 % 1000000)::text, 6, '0') || '-' || i % 10,
    (ARRAY['AT', 'DE', 'CH', 'IT'])[1 + i % 4],
    timestamptz '2024-01-01 08:00:00+00' + i * interval '7 hours'
FROM generate_series(1, 1000) AS i;

INSERT INTO product (sku, title, price, stock, shelf)
SELECT 'P' || lpad(i::text, 4, '0'), 'product ' || i, 5 + i % 200, i % 50, i FROM generate_series(1, 200) AS i;

INSERT INTO orders (customer_id, state, total, placed_at)
SELECT 1 + i % 1000, (enum_range(NULL::order_state))[1 + i % 4], 10 + i % 300, timestamptz '2024-02-01 09:00:00+00' + i * interval '2 hours'
FROM generate_series(1, 3000) AS i;

INSERT INTO order_line (order_id, line_no, sku, quantity)
SELECT o.id, n, 'P' || lpad((1 + (o.id * 3 + n) % 200)::text, 4, '0'), 1 + (o.id + n) % 3 FROM orders o, generate_series(1, 3) AS n;

INSERT INTO review (id, customer_id, sku, stars, body)
SELECT md5(i::text)::uuid, 1 + i % 1000, 'P' || lpad((1 + i % 200)::text, 4, '0'), 1 + i % 5, 'review ' || i FROM generate_series(1, 400) AS i;

INSERT INTO billing.invoice (number, order_id, paid_at)
SELECT 'I' || lpad(id::text, 6, '0'), id, placed_at + interval '1 day' FROM orders WHERE id % 2 = 0;

INSERT INTO billing.payment (invoice, card_token, amount)
SELECT number, 'tok_' || md5(number), 10 + order_id % 300 FROM billing.invoice;

INSERT INTO event (at, kind, payload)
SELECT timestamptz '2024-03-01 00:00:00+00' + i * interval '1 hour', (ARRAY['login', 'search', 'order'])[1 + i % 3], jsonb_build_object('customer', 1 + i % 1000)
FROM generate_series(1, 5000) AS i;

ANALYZE;
