import { start } from './app/start.tsx'
import { watchBackForward } from './browser/navigation-type.ts'
import { afterNextFrame } from './browser/next-frame.ts'
import { takeHandoff } from './early/handoff.ts'

watchBackForward()
const handoff = takeHandoff()
// A page that is drawn already lets the browser work on something else between two long tasks.
if (handoff.drawn === null) void start(handoff)
else afterNextFrame(() => void start(handoff))
