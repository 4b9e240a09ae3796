// Metrics, and whether the process lives and is ready, as HTTP clients see them.

import Foundation
import Glibc
import NIOCore
import Testing

@testable import Audit
@testable import Proxy
@testable import SQLAnalysis

/// What an HTTP client gets.
private struct Response: Equatable {
    let status: Int
    let head: String
    let body: String
}

@Suite("Metrics", .serialized)
struct MetricsTests {
    private func ask(_ port: Int, _ request: String) throws -> Response {
        let wire = try Wire(port: port)
        wire.send(Array(request.utf8))
        let text = String(decoding: try wire.rest(), as: UTF8.self)
        let end = try #require(text.range(of: "\r\n\r\n"))
        let words = text.split(separator: " ", maxSplits: 2)
        return Response(
            status: words.dropFirst().first.flatMap { Int($0) } ?? 0,
            head: String(text[..<end.lowerBound]).lowercased(),
            body: String(text[end.upperBound...])
        )
    }

    private func get(_ port: Int, _ path: String) throws -> Response {
        try ask(port, "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
    }

    /// The value of a sample, by its name with labels.
    private func value(_ metrics: String, _ sample: String) -> Double? {
        metrics.split(separator: "\n").first { $0.hasPrefix(sample + " ") }.flatMap {
            Double($0.dropFirst(sample.utf8.count + 1))
        }
    }

    private func serve(_ upstream: String, _ policy: String = Policies.plain) throws -> (Gateway, Int) {
        let port = Int.random(in: 31_000...32_000)
        let gateway = try Gateway(policy + "metrics: {listen: 127.0.0.1:\(port)}\n", upstream: upstream)
        return (gateway, port)
    }

    @Test("everything that happened is counted, each thing where it belongs")
    func counts() throws {
        let server = try PostgreSQL.shared.get()
        let (gateway, port) = try serve(server.socket)
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        for text in [
            "SELECT 1", "SELECT 1", "UPDATE item SET name = name WHERE id = 1", "DROP TABLE item", "SELECT 1/0",
            "nonsense",
        ] {
            wire.send("Q", Bytes.text(text))
            _ = try wire.replies(upTo: "Z")
        }
        wire.send("Q", Bytes.text("BEGIN"))
        _ = try wire.replies(upTo: "Z")
        let wrong = try Wire(path: gateway.socket)
        wrong.send(Bytes.startup(["user": "ada", "database": "shop"]))
        #expect(throws: Wire.Silence.self) { try wrong.authenticate("wrong") }
        _ = try wrong.rest()
        gateway.signal(SIGHUP)
        try gateway.waitForLog("policy reloaded")
        let response = try get(port, "/metrics")
        #expect(response.status == 200)
        #expect(response.head.contains("content-type: text/plain; version=0.0.4"))
        let metrics = response.body
        for (sample, expected) in [
            ("decisions_total{decision=\"permit\",class=\"read\"}", 3),
            ("decisions_total{decision=\"permit\",class=\"update\"}", 1),
            ("decisions_total{decision=\"permit\",class=\"transaction\"}", 1),
            ("decisions_total{decision=\"deny\",class=\"schema-change\"}", 1),
            ("decisions_total{decision=\"deny\",class=\"none\"}", 1),
            ("outcomes_total{status=\"complete\"}", 4), ("outcomes_total{status=\"error\"}", 1),
            ("logins_total{result=\"accepted\"}", 1), ("logins_total{result=\"failed\"}", 1),
            ("logins_total{result=\"refused\"}", 0), ("sessions{state=\"in-transaction\"}", 1),
            ("sessions{state=\"idle\"}", 0), ("database_sessions{database=\"shop\"}", 1),
            ("connections_accepted_total", 2), ("max_connections", 100), ("decision_cache_hits_total", 1),
            ("reloads_total{result=\"succeeded\"}", 1), ("reloads_total{result=\"failed\"}", 0),
            ("last_reload_successful", 1), ("catalog_usable{database=\"shop\"}", 1), ("audit_write_failures_total", 0),
            ("decision_seconds_count", 7), ("upstream_seconds_count", 5), ("ending", 0), ("login_failure_addresses", 1),
        ] {
            #expect(value(metrics, "sqlguard_" + sample) == Double(expected), "\(sample)")
        }
        for sample in [
            "received_bytes_total{from=\"client\"}", "received_bytes_total{from=\"server\"}",
            "sent_bytes_total{to=\"client\"}",
            "sent_bytes_total{to=\"server\"}", "decision_seconds_sum", "upstream_seconds_sum", "audit_bytes_total",
            "start_time_seconds",
        ] {
            #expect(value(metrics, "sqlguard_" + sample) ?? 0 > 0, "\(sample)")
        }
        // The reload began a cache of its own, in which nothing is yet.
        #expect(value(metrics, "sqlguard_decision_cache_bytes") == 0)
        #expect(value(metrics, "sqlguard_catalog_age_seconds{database=\"shop\"}") ?? -1 >= 0)
        // As many as there are in the file by now, but those that the log begins with.
        let records = try gateway.records().filter { $0["kind"] as? String != "segment" }
        #expect(value(metrics, "sqlguard_audit_records_total") ?? 0 >= Double(records.count) / 2)
        try waitUntil { value(try get(port, "/metrics").body, "sqlguard_audit_lag_seconds") ?? 100 < 30 }
    }

    @Test("logins that were refused, cancel requests and turns are counted, and without a cache nothing is remembered")
    func moreCounts() throws {
        let server = try PostgreSQL.shared.get()
        let limits =
            "{max_client_conn: 3, max_login_failures: 2, login_failure_window: 1h, decision_cache_bytes: 0}"
        let (gateway, port) = try serve(
            server.socket,
            Policies.withDatabase(
                "{socket: UPSTREAM, database: postgres, role: app, credential: {file: FOLDER/password}}",
                limits: limits
            )
        )
        let wire = try Wire(path: gateway.socket)
        let key = try #require(try wire.login().first { $0.type == UInt8(ascii: "K") }).body
        for _ in 0..<50 { #expect(try wire.answers()) }
        let mark = "SELECT pg_sleep(600), '\(UUID().uuidString)'"
        wire.send("Q", Bytes.text(mark))
        try waitUntil {
            try server.sql("SELECT count(*) FROM pg_stat_activity WHERE query = $$\(mark)$$ AND state = 'active'")
                == "1"
        }
        var others = try (0..<2).map { _ in try Wire(path: gateway.socket) }
        #expect(others.allSatisfy { $0.isWritable(within: 0) })
        try waitUntil { value(try get(port, "/metrics").body, "sqlguard_connections") == 3 }
        let cancel = try Wire(path: gateway.socket)
        cancel.send(Bytes.int32(16) + Bytes.int32(80_877_102) + key)
        #expect(try cancel.rest() == [])
        #expect(try wire.replies(upTo: "Z").last?.description == "Z(I)")
        func refused(_ password: String?) throws {
            let login = try Wire(path: gateway.socket)
            login.send(Bytes.startup(["user": "ada", "database": "shop"]))
            if let password { #expect(throws: Wire.Silence.self) { try login.authenticate(password) } }
            _ = try login.rest()
        }
        try refused(nil)
        others = []
        try waitUntil { value(try get(port, "/metrics").body, "sqlguard_connections") == 1 }
        for _ in 0..<2 { try refused("wrong") }
        for _ in 0..<3 { try refused(nil) }
        let metrics = try get(port, "/metrics").body
        for (sample, expected) in [
            ("logins_total{result=\"too-many\"}", 1), ("logins_total{result=\"failed\"}", 2),
            ("logins_total{result=\"shut-out\"}", 3), ("logins_total{result=\"accepted\"}", 1),
            ("cancels_total", 1), ("decision_cache_hits_total", 0), ("decision_cache_misses_total", 51),
            ("decision_cache_bytes", 0), ("audit_waiting_bytes", 0), ("audit_sync_failures_total", 0),
            ("accept_failures_total", 0),
        ] {
            #expect(value(metrics, "sqlguard_" + sample) == Double(expected), "\(sample)")
        }
        #expect(value(metrics, "sqlguard_turn_seconds_count") ?? 0 > 0)
        #expect(value(metrics, "sqlguard_turn_seconds_sum") ?? 0 > 0)
    }

    @Test("records are forced to the disk while the process ends, too")
    func lagWhileEnding() throws {
        let server = try PostgreSQL.shared.get()
        let (gateway, port) = try serve(server.socket)
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        wire.send("Q", Bytes.text("BEGIN"))
        _ = try wire.replies(upTo: "Z")
        gateway.signal(SIGTERM)
        try gateway.waitForLog("ending")
        for _ in 0..<2 {
            // It grows until they are.
            var last = 0.0
            try waitUntil {
                let lag = value(try get(port, "/metrics").body, "sqlguard_audit_lag_seconds") ?? 0
                defer { last = lag }
                return lag < last
            }
        }
        wire.send("X")
        #expect(gateway.waitForEnd() == 0)
    }

    /// scripts/promtool fetches it; tests download nothing.
    private static let promtool = repository.appending(path: ".cache/prometheus/usr/bin/promtool").path()

    @Test(
        "promtool finds nothing wrong with them, whatever a database is called",
        .enabled(if: access(promtool, X_OK) == 0, "there is no promtool; `scripts/promtool --version` fetches it")
    )
    func check() throws {
        let server = try PostgreSQL.shared.get()
        let odd = Policies.plain.replacing(
            "  shop: ",
            with: "  \"a\\\"b\\\\c\": {socket: UPSTREAM, role: app, unanalysed: deny}\n  shop: "
        )
        let (gateway, port) = try serve(server.socket, odd)
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        wire.send("Q", Bytes.text("SELECT 1"))
        _ = try wire.replies(upTo: "Z")
        let metrics = try get(port, "/metrics").body
        #expect(metrics.contains(#"database="a\"b\\c""#))
        #expect(try run([Self.promtool, "check", "metrics"], input: metrics) == Run(status: 0, output: "", errors: ""))
    }

    @Test("a process is alive and ready, and not ready while it ends")
    func readiness() throws {
        let server = try PostgreSQL.shared.get()
        let (gateway, port) = try serve(server.socket)
        #expect(try get(port, "/healthz").body == "ok\n")
        try waitUntil { try get(port, "/readyz").status == 200 }
        #expect(try get(port, "/readyz").body == "shop: catalog loaded\n")
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        wire.send("Q", Bytes.text("BEGIN"))
        _ = try wire.replies(upTo: "Z")
        gateway.signal(SIGTERM)
        try gateway.waitForLog("ending")
        #expect(try get(port, "/readyz").status == 503)
        #expect(try get(port, "/readyz").body == "ending\n")
        #expect(try get(port, "/healthz").status == 200)
        wire.send("X")
        #expect(gateway.waitForEnd() == 0)
    }

    @Test("a process that knows no catalog is alive and not ready")
    func notReady() throws {
        let (gateway, port) = try serve("/nonexistent/socket")
        try waitUntil { try get(port, "/readyz").body == "shop: catalog failed\n" }
        #expect(try get(port, "/readyz").status == 503)
        #expect(try get(port, "/healthz").status == 200)
        #expect(value(try get(port, "/metrics").body, "sqlguard_catalog_usable{database=\"shop\"}") == 0)
        #expect(gateway.isRunning)
    }

    @Test("other paths, methods and hosts are refused, and what is no HTTP is closed")
    func refused() throws {
        let server = try PostgreSQL.shared.get()
        let (gateway, port) = try serve(server.socket)
        let local = "Host: localhost\r\n\r\n"
        #expect(try ask(port, "GET / HTTP/1.1\r\n" + local).status == 404)
        #expect(try ask(port, "POST /metrics HTTP/1.1\r\nContent-Length: 0\r\n" + local).status == 405)
        #expect(try ask(port, "GET /metrics HTTP/1.1\r\nHost: evil.example:\(port)\r\n\r\n").status == 421)
        let head = try ask(port, "HEAD /metrics HTTP/1.1\r\n" + local)
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(try ask(port, "GET /metrics?x=1 HTTP/1.0\r\n\r\n").status == 200)
        let noise = try Wire(port: port)
        noise.send([0, 1, 2, 3, 13, 10, 13, 10])
        _ = try noise.rest()
        #expect(try get(port, "/healthz").status == 200)
        #expect(gateway.isRunning)
    }

    @Test("more connections than there may be are closed, and room is made again")
    func crowd() throws {
        let server = try PostgreSQL.shared.get()
        let (gateway, port) = try serve(server.socket)
        var silent = try (0..<MetricsServer.mostConnections).map { _ in try Wire(port: port) }
        #expect(try Wire(port: port).rest() == [])
        #expect(silent.allSatisfy { $0.isWritable(within: 0) })
        silent = []
        try waitUntil {
            let wire = try Wire(port: port)
            wire.send(Array("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
            return try !wire.rest().isEmpty
        }
        #expect(gateway.isRunning)
    }

    @Test("names of this machine are told from others")
    func hosts() {
        for host in [
            nil, "127.0.0.1", "127.0.0.1:9127", "localhost", "LocalHost:1", "[::1]", "[::1]:9127", "127.9.9.9",
        ] {
            #expect(MetricsServer.isLocal(host: host), "\(host ?? "")")
        }
        for host in [
            "", "evil.example", "127.0.0.1.evil.example", "localhost.evil", "[::2]", "10.0.0.1", "::1", "[127.0.0.1",
        ] {
            #expect(!MetricsServer.isLocal(host: host), "\(host)")
        }
    }

    @Test("a duration is counted in the first bucket whose bound it does not exceed")
    func buckets() {
        var histogram = Histogram()
        for nanoseconds: UInt64 in [0, 1, 1024, 1025, 2048, 2049, 1 << 35, (1 << 35) + 1, .max] {
            histogram.add(nanoseconds)
        }
        let counts = histogram.counts.indices.map { histogram.counts[$0] }
        #expect(counts == [3, 2, 1] + [UInt64](repeating: 0, count: 22) + [1, 2])
        #expect(Histogram.bound(0) == 1024 && Histogram.bound(25) == 1 << 35)
        var text = MetricsText()
        var small = Histogram()
        small.add(1500)
        small.add(1_000_000_500)
        text.histogram("x_seconds", small, "X.")
        let lines = text.text.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(5) == [
                "# HELP sqlguard_x_seconds X.", "# TYPE sqlguard_x_seconds histogram",
                "sqlguard_x_seconds_bucket{le=\"0.000001024\"} 0", "sqlguard_x_seconds_bucket{le=\"0.000002048\"} 1",
                "sqlguard_x_seconds_bucket{le=\"0.000004096\"} 1",
            ]
        )
        #expect(
            lines.suffix(3) == [
                "sqlguard_x_seconds_bucket{le=\"+Inf\"} 2", "sqlguard_x_seconds_sum 1.000002000",
                "sqlguard_x_seconds_count 2",
            ]
        )
    }

    @Test("every class and every status has a place of its own")
    func places() {
        let classes = StatementClass.allCases.map(Optional.some) + [nil]
        let places = [true, false].flatMap { isPermitted in
            classes.map { Counters.place(of: $0, isPermitted: isPermitted) }
        }
        #expect(Set(places) == Set(0..<32))
        #expect(Set(Outcome.Status.allCases.map { Counters.place(of: $0) }) == Set(0..<7))
    }
}
