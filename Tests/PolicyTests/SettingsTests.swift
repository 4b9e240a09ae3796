// The sections of a policy file that are about the process, as values.

import Testing

@testable import Policy

private func read(_ text: String) throws(PolicyProblems) -> PolicyFile {
    try policy("version: 1\n\(text)\nrules: [{name: r, why: w, match: {effect: read}, permit: {}}]\n")
}

@Test func `limits, audit, admin and metrics`() throws {
    let file = try read(
        """
        limits:
          statement_bytes: 1
          statement_tokens: 2
          statement_depth: 3
          message_bytes: 4
          decision_cache_bytes: 0
          max_client_conn: 5
          max_db_client_connections: 6
          max_user_client_connections: 7
          max_login_failures: 8
          login_failure_window: 9s
          client_login_timeout: 500ms
          client_idle_timeout: 8h
          idle_transaction_timeout: 10m
          query_timeout: 11m
          server_connect_timeout: 12s
          drain_timeout: 7d
          tcp_keepalive: false
          tcp_keepidle: 2m
          tcp_keepintvl: 13s
          tcp_keepcnt: 14
          tcp_user_timeout: 1500ms
        audit: {folder: /a, sync: always, parameters: omit, segment_bytes: 4096}
        admin: {socket: /run/sqlguard/admin.sock}
        metrics: {listen: 127.0.0.1:9127}
        """
    )
    var limits = LimitSettings()
    limits.statementBytes = 1
    limits.statementTokens = 2
    limits.statementDepth = 3
    limits.messageBytes = 4
    limits.decisionCacheBytes = 0
    limits.maxClientConn = 5
    limits.maxDatabaseClientConnections = 6
    limits.maxUserClientConnections = 7
    limits.maxLoginFailures = 8
    limits.loginFailureWindow = .seconds(9)
    limits.clientLoginTimeout = .milliseconds(500)
    limits.clientIdleTimeout = .seconds(28_800)
    limits.idleTransactionTimeout = .seconds(600)
    limits.queryTimeout = .seconds(660)
    limits.serverConnectTimeout = .seconds(12)
    limits.drainTimeout = .seconds(604_800)
    limits.tcp.keepalive = false
    limits.tcp.keepidle = 120
    limits.tcp.keepintvl = 13
    limits.tcp.keepcnt = 14
    limits.tcp.userTimeout = 1500
    #expect(file.limits == limits)
    #expect(file.audit == AuditSettings(folder: "/a", sync: .always, parameters: .omit, segmentBytes: 4096))
    let plain = try read("audit: {folder: /a}")
    #expect(plain.audit == AuditSettings(folder: "/a", sync: .batch, parameters: .record, segmentBytes: nil))
    #expect(plain.limits == LimitSettings())
    #expect(file.admin == AdminSettings(socket: "/run/sqlguard/admin.sock"))
    #expect(try read("").audit == nil)
    #expect(try read("").admin == nil)
    #expect(file.metrics == MetricsSettings(host: "127.0.0.1", port: 9127))
    #expect(try read("metrics: {listen: '[::1]:1'}").metrics == MetricsSettings(host: "::1", port: 1))
    #expect(try read("").metrics == nil)
}
