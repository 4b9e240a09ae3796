// Inputs that are written by hand: one for each way that an exercise can go.

import PGWire

extension WireExercise {
    /// Inputs of a surface to begin with.
    public func handMade(_ surface: Surface) -> [[UInt8]] {
        switch surface {
        case .frontend: Self.messages { if case .clientMessage(let type, let body) = $0 { (type, body) } else { nil } }
        case .backend: Self.messages { if case .serverMessage(let type, let body) = $0 { (type, body) } else { nil } }
        case .startup: startups
        case .sasl: Self.logins
        case .session: Self.courses
        }
    }

    /// Each usual message by itself, and all of them as a stream.
    private static func messages(_ choose: (CourseStep) -> (UInt8, [UInt8])?) -> [[UInt8]] {
        let chosen = CourseStep.usual.compactMap(choose)
        let stream = chosen.flatMap { type, body in
            var bytes = [type]
            bytes.append(uint32: UInt32(body.count + 4))
            return bytes + body
        }
        return chosen.map { [$0] + $1 } + [[0] + stream, [7] + stream.prefix(200), [1, 0x44, 0, 0, 0, 3]]
    }

    // MARK: first packets

    private var startups: [[UInt8]] {
        let options = [
            "-c work_mem=1", "-cwork_mem=1 --search-path=a\\ b", "--a==\\\\", "-c", "-d", " -c\ta=b ", "",
        ]
        let counted = StartupExercise.Flag.counted
        var inputs = options.map { [StartupExercise.Flag.options] + Array($0.utf8) }
        for listener in UInt8(0)..<4 {
            inputs.append([listener] + login.flatMap(\.self))
            for code in [80_877_103, 80_877_104, 196_608, 196_609] as [UInt32] {
                inputs.append([listener | counted] + Self.packet(code, []))
            }
        }
        let parameters = [
            "user\0tester\0", "user\0a\0database\0b\0", "user\0a\0USER\0b\0", "user\0a\0DateStyle\0x\0datestyle\0y\0",
            "user\0a\0options\0-c geqo=off\0", "user\0a\0_pq_.test\0x\0", "user\0\0", "user\0a\0replication\0true\0",
        ]
        for text in parameters {
            inputs.append([1 | counted] + Self.packet(196_608, Array(text.utf8) + [0]))
            inputs.append([1 | counted] + Self.packet(196_610, Array(text.utf8)))
        }
        inputs.append([counted] + Self.packet(80_877_102, [0, 0, 0, 1, 1, 2, 3, 4]))
        inputs.append([counted] + Self.packet(80_877_102, [0, 0, 0, 1] + [UInt8](repeating: 7, count: 32)))
        inputs += [[], [1], [1, 0, 0, 0], [2, 0x16, 3, 1], [1, 0, 0, 0, 7], [1, 0, 0, 0x27, 0x15]]
        return inputs
    }

    private static func packet(_ code: UInt32, _ rest: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(uint32: code)
        return bytes + rest
    }

    // MARK: SCRAM

    private static var logins: [[UInt8]] {
        var inputs = (UInt8(0)..<128).map { [$0, 0, 0, 0, 0] }
        let edits: [Edit] = [
            Edit(.replace, Array("n,,n=x,r=abc".utf8)), Edit(.replace, Array("y,,n=,r=abc".utf8)),
            Edit(.replace, Array("p=tls-server-end-point,,n=,r=abc".utf8)), Edit(.overwrite, at: 2, Array("a=x".utf8)),
            Edit(.append, Array(",x=y".utf8)), Edit(.insert, at: 1, [0]), Edit(.remove, at: 0, [1]),
            Edit(.overwrite, at: 60, Array("i=1".utf8)), Edit(.append, Array("0".utf8)),
        ]
        for edit in edits {
            for place in 0..<4 {
                let before = [UInt8](repeating: 0, count: place)
                let after = [UInt8](repeating: 0, count: 3 - place)
                inputs.append([place > 1 ? 12 : 0] + before + edit.encoded + after)
            }
        }
        return inputs + ["", "YQ==", "YWI=", "YWJj", "YR==", "Y=Q=", "+/+/"].map { [1, 0, 0, 0, 0] + Array($0.utf8) }
    }

    // MARK: conversations

    private static var courses: [[UInt8]] {
        let ready = CourseStep.serverMessage(0x5A, [0x49])
        let query = CourseStep.clientMessage(0x51, Array("SELECT 1".utf8) + [0])
        let done = CourseStep.serverMessage(0x43, Array("SELECT 1".utf8) + [0])
        let row = CourseStep.serverMessage(0x44, [0, 1, 0, 0, 0, 1, 0x31])
        let description = CourseStep.serverMessage(0x54, [0, 1, 0x61] + [UInt8](repeating: 0, count: 19))
        var courses = [
            Course([query, description, row, row, done, ready, query]),
            Course(flags: 1, [query, .decide, description, done, ready]),
            Course([query, .cancelRequested, .cancelFinished, done, ready, .end(1)]),
            Course([query, .policy(1), .end(1), done, ready]), Course(flags: 4, [.pass(6), .timer(1)]),
            Course([query, description, .server([0x44, 0, 0, 0, 99, 0, 1]), .end(2)]),
            Course([query, query, query, .closed(1)]), Course(flags: 2, Array(repeating: query, count: 12)),
        ]
        courses += CourseStep.usual.map { Course([$0]) }
        courses += CourseStep.usual.map { Course([query, $0, ready]) }
        return courses.map(\.encoded)
    }
}

extension Edit {
    init(_ kind: Kind, _ bytes: [UInt8]) { self.init(kind, at: 0, bytes) }
}
