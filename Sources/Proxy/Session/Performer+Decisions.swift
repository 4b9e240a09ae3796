// Decisions: remembered ones at once, small texts on the loop itself, others from the parser's threads.

import NIOCore
import Policy
import SQLAnalysis
import Session

extension Performer {
    /// Answers a question of the session with what is decided on a text.
    func decide(_ question: DecisionID, _ slice: Slice, _ received: ByteBuffer) {
        guard let principal = session.client.principal, let database = session.database else {
            return happened(.end(.internalFault))
        }
        let asker = self.asker ?? loop.cache.asker(principal, database.name)
        self.asker = asker
        let names = session.names
        let inForce = loop.inForce.number
        // What was decided before is worth nothing while it is not known whether the catalog still holds.
        if case .received = slice.source, loop.catalog(of: database.name).isServing {
            let text = received.readableBytesSpan.extracting(slice.range.clamped(to: 0..<received.readableBytes))
            if let known = loop.cache.judgement(on: text, for: asker, under: inForce, names) {
                loop.counters.cacheHits += 1
                return happened(.decided(question, known))
            }
        }
        find(question, array(slice, received), principal, database.name, mayWait: true)
    }

    /// Has a text decided on, once it is known what is in the database.
    private func find(
        _ question: DecisionID,
        _ text: [UInt8],
        _ principal: Principal,
        _ database: String,
        mayWait: Bool
    ) {
        let asker = self.asker ?? loop.cache.asker(principal, database)
        self.asker = asker
        let names = session.names
        let inForce = loop.inForce.number
        let state = loop.catalog(of: database)
        guard state.isServing else {
            if mayWait, !state.hasAnswer {
                return loop.whenKnown(database) { [self] in find(question, text, principal, database, mayWait: false) }
            }
            let refusal = Refusal(
                .catalogUnavailable,
                "what is in the database \(database) is not known at the moment",
                hint: "try again in a moment"
            )
            return happened(.decided(question, SessionJudgement(refused: refusal, names: names, under: inForce)))
        }
        let judge = Judge(reader: loop.reader, snapshot: loop.snapshot(of: database), inForce: inForce)
        do throws(Refusal) {
            if let lexed = try loop.reader.lexInPlace(text) {
                let shape = TokenShape(of: lexed)
                if let known = loop.cache.judgement(on: lexed, shape: shape, for: asker, under: inForce, names) {
                    loop.counters.cacheHits += 1
                    return happened(.decided(question, known))
                }
                if let judgement = judge.judgeInPlace(lexed, names: names, principal: principal, database: database) {
                    loop.counters.cacheMisses += 1
                    loop.cache.remember(judgement, on: shape, for: asker, under: inForce, names)
                    loop.cache.remember(judgement, on: text, for: asker, under: inForce, names)
                    return happened(.decided(question, judgement))
                }
            }
        } catch {
            return happened(.decided(question, SessionJudgement(refused: error, names: names, under: inForce)))
        }
        loop.counters.cacheMisses += 1
        let place = NIOLoopBound(self, eventLoop: loop.eventLoop)
        judge.judge(text, names: names, principal: principal, database: database) { judgement in
            place.eventLoop.execute {
                let performer = place.value
                if performer.loop.inForce.number == inForce {
                    performer.loop.cache.remember(judgement, on: text, for: asker, under: inForce, names)
                }
                performer.happened(.decided(question, judgement))
            }
        }
    }
}
