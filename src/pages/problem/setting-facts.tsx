import { useMessages } from '../../i18n/language-context.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import type { ConcernedSetting } from './settings-of-problem.ts'

/** A setting, its present value, and where in the AWS console it is changed. */
export function SettingFacts({ setting: { name, value, place } }: { readonly setting: ConcernedSetting }) {
  const { developer } = useMessages('secondary')
  return (
    <Facts>
      <Fact label={developer.setting}>
        <code>{name}</code>
      </Fact>
      {value !== null && <Fact label={developer.value}>{value === '' ? developer.notSet : <code>{value}</code>}</Fact>}
      {place !== null && <Fact label={developer.place}>{developer.places[place]}</Fact>}
    </Facts>
  )
}
