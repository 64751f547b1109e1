import { takeHandoff } from './app/handoff.ts'
import { start } from './app/start.tsx'
import { watchBackForward } from './browser/navigation-type.ts'
import { afterNextFrame } from './browser/next-frame.ts'

watchBackForward()
const handoff = takeHandoff()
const isDrawn = handoff !== null && handoff.drawn !== null
// A page that is drawn already lets the browser work on something else between two long tasks.
if (isDrawn) afterNextFrame(() => void start(handoff))
else void start(handoff)
