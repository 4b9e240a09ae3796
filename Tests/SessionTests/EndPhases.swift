// What a session may be doing when its end comes.

import Foundation
import Testing

/// What a session is doing when its end comes.
struct EndPhase: CustomTestStringConvertible, Sendable {
    /// What is so of a phase.
    enum Trait: String {
        /// The login is not done.
        case login
        /// Nobody has given a name yet.
        case anonymous
        /// There is no connection to the server yet.
        case alone
        /// The client cannot be told anything: a message to it, or a handshake, is in the middle.
        case mute
        /// Requests are under way.
        case busy
        /// The server cannot be told anything: a message to it is in the middle.
        case half
        /// A cancel request is on its way already.
        case cancelled
        /// What was let through was skipped before its end, and that is recorded already.
        case skipped
    }
    let name: String
    let traits: Set<Trait>
    /// The way there; after the login unless the phase is a part of it.
    let script: String
    /// What brings a draining session to rest; empty when it is at rest.
    let finish: String

    func isA(_ trait: Trait) -> Bool { traits.contains(trait) }
    var testDescription: String { name }

    /// A phase from its notation: `# name [traits]`, the way there, and behind `--` what brings it to rest.
    private init(_ text: Substring) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let head = lines[0].split(separator: "[")
        name = String(head[0]).trimmingCharacters(in: .whitespaces)
        let words = head.count > 1 ? head[1].dropLast().split(separator: " ") : []
        traits = Set(words.compactMap { Trait(rawValue: String($0)) })
        let parts = lines.dropFirst().split(separator: "--").map { $0.joined(separator: "\n") }
        script = parts.first ?? ""
        finish = parts.count > 1 ? parts[1] : ""
    }

    static let all = table.split(separator: "# ").filter { !$0.isEmpty }.map { EndPhase($0) }

    private static let table = #"""
        # before the first byte [login alone anonymous]
        # half a packet [login alone anonymous]
        F raw "\0\0"
        # TLS handshake [login alone anonymous mute]
        F SSLRequest
        # asked for a password [login alone]
        F Startup 3.0 user=tester database=shop
        # challenged [login alone]
        F Startup 3.0 user=tester database=shop
        F SCRAMFirst
        # connecting [login]
        F Startup 3.0 user=tester database=shop
        F SCRAMFirst
        F SCRAMProof "correct horse"
        # logging in to the server [login]
        F Startup 3.0 user=tester database=shop
        F SCRAMFirst
        F SCRAMProof "correct horse"
        ! upstream connected
        < AuthenticationSASL SCRAM-SHA-256
        # keys are derived [login]
        F Startup 3.0 user=tester database=shop
        F SCRAMFirst
        F SCRAMProof "correct horse"
        ! upstream connected
        < AuthenticationSASL SCRAM-SHA-256
        < SCRAMChallenge
        # idle
        # idle after a statement
        F Query "SELECT 1"
        < RowDescription "a"; CommandComplete "SELECT 0"; ReadyForQuery I
        # in a transaction
        F Query "BEGIN"
        < CommandComplete "BEGIN"; ReadyForQuery T
        --
        F Query "COMMIT"
        < CommandComplete "COMMIT"; ReadyForQuery I
        # in a failed transaction
        F Query "BEGIN"
        < CommandComplete "BEGIN"; ReadyForQuery T
        F Query "SELECT 1/0"
        < ErrorResponse 22012 "division by zero"; ReadyForQuery E
        --
        F Query "ROLLBACK"
        < CommandComplete "ROLLBACK"; ReadyForQuery I
        # a statement runs [busy]
        F Query "SELECT 1"
        --
        < RowDescription "a"; CommandComplete "SELECT 0"; ReadyForQuery I
        # between two rows [busy]
        F Query "SELECT 1"
        < RowDescription "a"; DataRow '1'
        --
        < CommandComplete "SELECT 1"; ReadyForQuery I
        # in the middle of a row [busy mute]
        F Query "SELECT 1"
        < RowDescription "a"; raw "D\0\0\0\x0c\0\x01\0\0\0\x02h"
        --
        < raw "i"; CommandComplete "SELECT 1"; ReadyForQuery I
        # complete, but not ready [busy]
        F Query "SELECT 1"
        < RowDescription "a"; CommandComplete "SELECT 0"
        --
        < ReadyForQuery I
        # COPY from the client [busy]
        F Query "COPY note FROM STDIN"
        < CopyInResponse
        F CopyData "1"
        --
        F CopyDone
        < CommandComplete "COPY 1"; ReadyForQuery I
        # in the middle of data for COPY [busy half]
        F Query "COPY note FROM STDIN"
        < CopyInResponse
        F raw "d\0\0\0\x06h"
        --
        F raw "i"
        F CopyDone
        < CommandComplete "COPY 1"; ReadyForQuery I
        # COPY to the client [busy]
        F Query "COPY note TO STDOUT"
        < CopyOutResponse; CopyData "1"
        --
        < CopyDone; CommandComplete "COPY 1"; ReadyForQuery I
        # COPY of the extended protocol with an early Sync [busy]
        F Parse "" "COPY note FROM STDIN"; Bind "" ""; Execute ""; Sync
        < ParseComplete; BindComplete; CopyInResponse
        --
        F CopyDone; Sync
        < CommandComplete "COPY 0"; ReadyForQuery I
        # an uncertain Sync behind a COPY that failed
        F Parse "" "COPY note FROM STDIN"; Bind "" ""; Execute ""; Sync; CopyData "x"; CopyDone; Sync
        < ParseComplete; BindComplete; CopyInResponse; ErrorResponse 22P02 "no"; ReadyForQuery I
        # the group of a COPY whose early Sync was none
        F Parse "" "COPY note FROM STDIN"; Bind "" ""; Execute ""; Sync
        < ParseComplete; BindComplete; CopyInResponse
        F CopyDone; Flush
        < CommandComplete "COPY 0"
        --
        F Sync
        < ReadyForQuery I
        # in the middle of a pipeline [busy]
        F Parse "" "SELECT 1"; Bind "" ""; Execute ""; Sync
        F Parse "" "SELECT 2"; Bind "" ""; Execute ""; Sync
        < ParseComplete; BindComplete; DataRow '1'; CommandComplete "SELECT 1"; ReadyForQuery I; ParseComplete
        --
        < BindComplete; DataRow '2'; CommandComplete "SELECT 1"; ReadyForQuery I
        # an open group, answered so far
        F Parse "" "SELECT 1"; Flush
        < ParseComplete
        --
        F Sync
        < ReadyForQuery I
        # skipping behind an error [skipped]
        F Parse "" "SELECT 1"; Flush
        < ErrorResponse 42601 "no"
        --
        F Sync
        < ReadyForQuery I
        # skipping behind a denial
        F Parse "" "DELETE FROM customer"
        --
        F Sync
        # a denial on its way [busy]
        F Query "BEGIN"
        < CommandComplete "BEGIN"; ReadyForQuery T
        F Query "DELETE FROM customer"
        --
        < ErrorResponse 42601 "no"; ReadyForQuery E
        F Query "ROLLBACK"
        < CommandComplete "ROLLBACK"; ReadyForQuery I
        # a portal half fetched
        F Query "BEGIN"
        < CommandComplete "BEGIN"; ReadyForQuery T
        F Parse "" "SELECT 1"; Bind "" ""; Execute "" 1; Sync
        < ParseComplete; BindComplete; DataRow '1'; PortalSuspended; ReadyForQuery T
        --
        F Query "COMMIT"
        < CommandComplete "COMMIT"; ReadyForQuery I
        # a function call [busy]
        F FunctionCall 957
        --
        < FunctionCallResponse "1234"; ReadyForQuery I
        # a cancel request on its way [busy cancelled]
        F Query "SELECT 1"
        ! cancel requested
        --
        ! cancel finished
        < ErrorResponse 57014 "cancelled"; ReadyForQuery I
        # half a message of the client
        F raw "Q\0\0"
        """#
}
