// Makes new conversations of old ones step by step, so that more of them go somewhere than when bytes are changed.

import CLibFuzzer
import FuzzProgram
import WireExercise

/// Changes conversations: takes out, repeats, swaps and puts in steps, those of other conversations too.
struct CourseMutator {
    /// What one change does.
    private enum Change: CaseIterable {
        case remove, again, swap, insertUsual, insertOther, splice, body, type, flags
    }
    /// Conversations seen lately, for their steps.
    private var donors: [Course] = [Course(CourseStep.usual)]
    private static let mostDonors = 256

    /// Changes an input that is a conversation.
    mutating func change(_ input: [UInt8], seed: UInt32) -> [UInt8] {
        var random = Random(seed: seed)
        var course = Course(input)
        keep(course, &random)
        repeat {
            apply(Change.allCases[random.below(Change.allCases.count)], &course, &random)
        } while random.below(3) == 0
        return course.encoded
    }

    private mutating func keep(_ course: Course, _ random: inout Random) {
        guard !course.steps.isEmpty else { return }
        if donors.count < Self.mostDonors {
            donors.append(course)
        } else {
            donors[random.below(donors.count)] = course
        }
    }

    private func apply(_ change: Change, _ course: inout Course, _ random: inout Random) {
        let count = course.steps.count
        let place = random.below(count + 1)
        let other = donors[random.below(donors.count)].steps
        let start = random.below(other.count)
        switch change {
        case .insertUsual:
            for step in 0...random.below(3) {
                let usual = CourseStep.usual[random.below(CourseStep.usual.count)]
                course.steps.insert(usual, at: min(place + step, course.steps.count))
            }
        case .insertOther:
            course.steps.insert(contentsOf: other[start..<min(other.count, start + 1 + random.below(6))], at: place)
        case .splice: course.steps.replaceSubrange(place..., with: other[start...])
        case .flags: course.flags ^= 1 << UInt8(random.below(3))
        case .remove, .again, .swap, .body, .type:
            guard place < count else { return }
            changeStep(change, place, &course, &random)
        }
    }

    private func changeStep(_ change: Change, _ place: Int, _ course: inout Course, _ random: inout Random) {
        switch change {
        case .remove: course.steps.removeSubrange(place..<min(course.steps.count, place + 1 + random.below(3)))
        case .again:
            // Up to as often as bounds are met.
            let step = course.steps[place]
            course.steps.insert(contentsOf: Array(repeating: step, count: 1 << random.below(6)), at: place)
        case .swap: course.steps.swapAt(place, random.below(course.steps.count))
        case .body:
            switch course.steps[place] {
            case .client(let bytes): course.steps[place] = .client(changed(bytes))
            case .server(let bytes): course.steps[place] = .server(changed(bytes))
            case .clientMessage(let type, let body): course.steps[place] = .clientMessage(type, changed(body))
            case .serverMessage(let type, let body): course.steps[place] = .serverMessage(type, changed(body))
            case .decide, .timer, .cancelRequested, .cancelFinished, .end, .policy, .pass, .closed, .impossible: return
            }
        case .type:
            // A message of another type with the same body, or in the other direction.
            let usual = CourseStep.usual[random.below(CourseStep.usual.count)]
            switch (course.steps[place], usual) {
            case (.clientMessage(_, let body), .clientMessage(let type, _)):
                course.steps[place] = .clientMessage(type, body)
            case (.serverMessage(_, let body), .serverMessage(let type, _)):
                course.steps[place] = .serverMessage(type, body)
            default: course.steps[place] = usual
            }
        case .insertUsual, .insertOther, .splice, .flags: return
        }
    }

    /// Bytes as libFuzzer changes them.
    private func changed(_ bytes: [UInt8]) -> [UInt8] {
        var room = bytes + [UInt8](repeating: 0, count: 32)
        let most = room.count
        let count = room.withUnsafeMutableBufferPointer { LLVMFuzzerMutate($0.baseAddress, bytes.count, most) }
        return Array(room.prefix(count))
    }
}
