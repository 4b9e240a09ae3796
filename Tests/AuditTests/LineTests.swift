// What a record's line looks like.

import Testing

@testable import Audit

@Suite("Lines")
struct LineTests {
    @Test("a line is one object with everything in it")
    func intent() throws {
        let folder = try TestFolder()
        let audit = try AuditFolder(path: folder.path, writers: 1, options: AuditOptions())
        var log = try audit.openLog(writer: 0, at: someTime)
        log.append("SELECT 1")
        try log.write()
        let lines = try folder.lines(1)
        #expect(lines.count == 2)
        #expect(lines.last?.hasPrefix(#"{"version":1,"writer":0,"seq":2,"prev":""#) == true)
        #expect(
            lines.last?.hasSuffix(
                #"","time":"2026-09-23T10:11:12.123456789Z","kind":"intent","session":"s1","principal":{"user":"ada","#
                    + #""kind":"agent","groups":["analysts"]},"client":"127.0.0.1:50000","application":"psql","#
                    + #""database":"shop","intent":1,"exchange":"query","verdict":"permit","rules":["reads"],"codes":[],"#
                    + #""policyEpoch":"p1","catalogEpoch":"c1","statement":"SELECT 1"}"#
            ) == true
        )
    }
}
