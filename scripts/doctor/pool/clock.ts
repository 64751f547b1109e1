import { failure, ok, skipped, warning, type Check } from '../check-result.ts'
import { askDiscovery } from './discovery.ts'

/** As in src/auth/tokens/id-token.ts: with a clock that is further ahead, the app refuses new tokens. */
const maxAheadSeconds = 300
/** `Date` is in whole seconds, and the answer takes a moment. */
const noticeableSeconds = 30
const fix = 'Turn on automatic time in the settings of this machine.'

/** Compares this machine's clock with the `Date` of the pool's answer. */
export const clock: Check = {
  name: 'clock',
  async run(target) {
    const answer = await askDiscovery(target)
    if (answer.kind === 'no-answer') return answer
    const serverMs = Date.parse(answer.headers.get('date') ?? '')
    if (Number.isNaN(serverMs)) return skipped('The pool’s answer has no Date.')
    const ahead = Math.round((answer.receivedAtMs - serverMs) / 1000)
    if (Math.abs(ahead) <= noticeableSeconds) return ok('This machine’s clock agrees with the pool’s.')
    const difference = `This machine’s clock is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} the pool’s.`
    return ahead > maxAheadSeconds
      ? failure(`${difference} The app refuses tokens that look expired.`, fix)
      : warning(difference, fix)
  },
}
