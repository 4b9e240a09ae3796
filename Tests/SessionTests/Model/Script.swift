// Random conversations of a client, which a server could hold.

/// Random numbers that are the same every time for a seed.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    // splitmix64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// A client that says many things in an order that a server could answer.
struct Script {
    /// What every policy permits.
    static let permitted = [
        "SELECT name FROM customer LIMIT 3", "SELECT id FROM orders", "SELECT 1", "SELECT 1",
        "INSERT INTO note (topic) VALUES ('a')", "BEGIN", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT a", "ROLLBACK TO a",
        "SELECT 1/0", "COPY note TO STDOUT", "DEALLOCATE s1", "DEALLOCATE ALL", "",
        "SELECT 1; INSERT INTO note (topic) VALUES ('a'); SELECT 1", "BEGIN; SELECT 1/0; COMMIT", "BEGIN; SELECT 1",
    ]
    static let copies = ["COPY note FROM STDIN", "COPY event FROM STDIN"]
    /// What the policy `gate` denies.
    static let denied = ["DELETE FROM customer", "UPDATE product SET price = 1 WHERE sku = 'a'"]

    /// The messages, each as it is sent.
    private(set) var messages: [[UInt8]] = []
    private var dice: Dice
    private let denies: Bool

    /// A conversation of so many turns; with `denies` some of what it asks for is denied.
    init(seed: UInt64, turns: Int, denies: Bool) {
        dice = Dice(seed)
        self.denies = denies
        for _ in 0..<turns { turn() }
        // At the end everything is answered.
        say("Sync")
    }

    private mutating func say(_ line: String) {
        for words in (try? Words.messages(line)) ?? [] { messages.append((try? Encoding.frontend(words)) ?? []) }
    }

    private mutating func text() -> String {
        if denies, dice.chance(20) {
            return dice.chance(50) ? dice.pick(Self.denied) : "SELECT 1; \(dice.pick(Self.denied)); SELECT 1"
        }
        if denies, dice.chance(4) { return "SELEC 1" }
        return dice.pick(Self.permitted)
    }

    private mutating func statement() -> String {
        let text = text()
        return text.contains(";") ? "SELECT 1" : text
    }

    private mutating func turn() {
        switch dice.below(20) {
        case 0..<5: say("Query \"\(text())\"")
        case 5: copy()
        case 6: say(dice.pick(["CopyData \"late\"", "CopyDone", "CopyFail \"late\""]))
        case 7: say("Sync")
        case 8: if denies { say("FunctionCall 17") } else { say("Flush") }
        default: group()
        }
    }

    /// Requests of the extended protocol, mostly up to a Sync.
    private mutating func group() {
        for _ in 0...dice.below(6) {
            let statement = dice.pick(["", "", "s1", "s2"])
            let portal = dice.pick(["", "", "p1"])
            switch dice.below(9) {
            case 0...1: say("Parse \"\(statement)\" \"\(self.statement())\"")
            case 2: say("Bind \"\(portal)\" \"\(statement)\"")
            case 3: say("Execute \"\(portal)\"" + (dice.chance(40) ? " \(1 + dice.below(3))" : ""))
            case 4: say("Describe \(dice.chance(50) ? "S \"\(statement)\"" : "P \"\(portal)\"")")
            case 5: say("Close \(dice.chance(50) ? "S \"\(statement)\"" : "P \"\(portal)\"")")
            case 6: say("Flush")
            default:
                say("Parse \"\(statement)\" \"\(self.statement())\"; Bind \"\(portal)\" \"\(statement)\"")
                say("Execute \"\(portal)\"")
            }
        }
        if dice.chance(20) { copyExtended() }
        if dice.chance(75) { say("Sync") }
    }

    /// The data of a COPY and its end; returns whether a Sync is in the middle.
    private mutating func data() -> Bool {
        for _ in 0..<dice.below(3) { say(dice.chance(20) ? "CopyData \"bad\"" : "CopyData \"row\"") }
        let between = dice.chance(20) ? dice.pick(["Flush", "Sync"]) : nil
        if let between { say(between) }
        say(dice.chance(80) ? "CopyDone" : "CopyFail \"no\"")
        return between == "Sync"
    }

    private mutating func copy() {
        say("Query \"\(dice.pick(Self.copies))\"")
        _ = data()
    }

    private mutating func copyExtended() {
        say("Parse \"\" \"\(dice.pick(Self.copies))\"; Bind \"\" \"\"; Execute \"\"")
        // Behind an early Sync no client goes on without another one: when the COPY fails, nobody could tell what of
        // that is skipped.
        var isEarly = dice.chance(50)
        if isEarly { say("Sync") }
        if data() { isEarly = true }
        if isEarly { say("Sync") }
    }
}
