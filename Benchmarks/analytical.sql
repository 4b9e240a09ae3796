-- revenue by region, kind of customer and month, with the customers that moved up
WITH RECURSIVE region_tree (id, parent_id, name, depth, path) AS (
    SELECT r.id, r.parent_id, r.name, 0, ARRAY[r.id]
    FROM region AS r
    WHERE r.parent_id IS NULL
    UNION ALL
    SELECT c.id, c.parent_id, c.name, t.depth + 1, t.path || c.id
    FROM region AS c
    JOIN region_tree AS t ON c.parent_id = t.id
    WHERE t.depth < 8 AND NOT c.id = ANY (t.path)
),
orders_of_year AS (
    SELECT o.id, o.customer_id, o.region_id, o.placed_at, date_trunc('month', o.placed_at) AS month,
           sum(l.quantity * l.unit_price * (1 - coalesce(l.discount, 0))) AS revenue, count(*) AS lines
    FROM sales.orders AS o
    JOIN sales.order_line AS l ON l.order_id = o.id
    LEFT JOIN sales.refund AS f ON f.order_id = o.id AND f.line_no = l.line_no
    WHERE o.placed_at >= date '2024-01-01' AND o.placed_at < date '2025-01-01'
      AND o.state IN ('paid', 'shipped', 'delivered') AND f.order_id IS NULL
    GROUP BY o.id, o.customer_id, o.region_id, o.placed_at
),
ranked AS (
    SELECT y.*, row_number() OVER (PARTITION BY y.customer_id ORDER BY y.placed_at DESC) AS recent,
           sum(y.revenue) OVER (PARTITION BY y.customer_id, y.month) AS month_revenue,
           lag(y.revenue, 1, 0::numeric) OVER w AS previous,
           avg(y.revenue) OVER (w ROWS BETWEEN 5 PRECEDING AND CURRENT ROW) AS moving
    FROM orders_of_year AS y
    WINDOW w AS (PARTITION BY y.customer_id ORDER BY y.placed_at)
),
promoted AS (
    SELECT k.customer_id, max(k.month_revenue) AS best
    FROM ranked AS k
    GROUP BY k.customer_id
    HAVING max(k.month_revenue) > 3 * min(k.month_revenue)
)
SELECT t.name AS region,
       CASE WHEN p.customer_id IS NOT NULL THEN 'promoted'
            WHEN c.since < now() - interval '5 years' THEN 'old' ELSE 'regular' END AS customer_kind,
       to_char(k.month, 'YYYY-MM') AS month,
       count(DISTINCT k.customer_id) AS customers,
       sum(k.revenue) FILTER (WHERE k.recent <= 3) AS recent_revenue,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY k.revenue) AS median,
       string_agg(DISTINCT top.sku, ', ' ORDER BY top.sku) AS best_sellers,
       grouping(t.name) AS total
FROM ranked AS k
JOIN sales.customer AS c ON c.id = k.customer_id
JOIN region_tree AS t ON t.id = k.region_id
LEFT JOIN promoted AS p USING (customer_id)
CROSS JOIN LATERAL (
    SELECT i.sku FROM sales.order_line AS i WHERE i.order_id = k.id
    ORDER BY i.quantity * i.unit_price DESC
    LIMIT 3
) AS top
WHERE t.depth > 0 AND (k.moving > k.previous OR k.revenue >= 1000)
  AND EXISTS (SELECT 1 FROM sales.consent AS s WHERE s.customer_id = c.id AND s.kind = 'analytics'
          AND s.withdrawn_at IS NULL)
GROUP BY GROUPING SETS ((t.name, 2, k.month), (t.name, 2), ())
ORDER BY region NULLS LAST, customer_kind, month
LIMIT 500 OFFSET 0
