// Decisions: remembered ones at once, others from the parser's threads.

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
        if case .received = slice.source {
            let text = received.readableBytesSpan.extracting(slice.range.clamped(to: 0..<received.readableBytes))
            if let known = loop.cache.judgement(on: text, for: asker, under: inForce, names) {
                loop.counters.cacheHits += 1
                return happened(.decided(question, known))
            }
        }
        loop.counters.cacheMisses += 1
        let text = array(slice, received)
        let state = loop.catalog(of: database.name)
        guard state.isServing else {
            let refusal = Refusal(
                .catalogUnavailable,
                "what is in the database \(database.name) is not known at the moment",
                hint: "try again in a moment"
            )
            return happened(.decided(question, SessionJudgement(refused: refusal, names: names, under: inForce)))
        }
        let judge = Judge(reader: loop.reader, snapshot: loop.snapshot(of: database.name), inForce: inForce)
        let place = NIOLoopBound(self, eventLoop: loop.eventLoop)
        judge.judge(text, names: names, principal: principal, database: database.name) { judgement in
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
