import type { Step } from './steps.ts'

/** Histories that once found a bug, in their shortest form. */
export const regressions: [Step[][]][] = [
  [
    [
      [{ does: 'sign-in', tab: 0, person: 1 }],
      [{ does: 'open', tab: 0 }],
      [{ does: 'freeze', tab: 0 }],
      [{ does: 'sign-in', tab: 1, person: 1 }],
      [
        { does: 'thaw', tab: 0 },
        { does: 'refresh', tab: 0 },
        { does: 'refresh', tab: 0 },
      ],
    ],
  ],
  [
    [
      [{ does: 'sign-in', tab: 0, person: 0 }],
      [{ does: 'freeze', tab: 0 }],
      [{ does: 'open', tab: 0 }],
      [{ does: 'duplicate', tab: 0 }],
    ],
  ],
  [
    [
      [{ does: 'sign-in', tab: 0, person: 0 }],
      [{ does: 'open', tab: 0 }],
      [{ does: 'jump', ms: 86400000 }],
      [{ does: 'fail', fault: 'too-slow' }],
      [
        { does: 'show', tab: 3 },
        { does: 'freeze', tab: 3 },
      ],
      [{ does: 'open', tab: 0 }],
      [{ does: 'rotate', graceSeconds: null }],
      [{ does: 'sign-in', tab: 0, person: 0 }],
      [{ does: 'fail', fault: 'lost' }],
      [{ does: 'refresh', tab: 0 }],
      [{ does: 'sleep', ms: 60000 }],
      [
        { does: 'freeze', tab: 0 },
        { does: 'thaw', tab: 1 },
      ],
      [{ does: 'wait', ms: 9000 }],
      [{ does: 'refresh', tab: 0 }],
    ],
  ],
  [
    [
      [{ does: 'open', tab: 0 }],
      [{ does: 'open', tab: 0 }],
      [{ does: 'sign-in', tab: 0, person: 0 }],
      [
        { does: 'open', tab: 0 },
        { does: 'freeze', tab: 7 },
        { does: 'open', tab: 0 },
      ],
      [
        { does: 'sign-in', tab: 0, person: 0 },
        { does: 'refresh', tab: 0 },
        { does: 'fail', fault: 'lost' },
      ],
      [{ does: 'thaw', tab: 3 }],
      [
        { does: 'fail', fault: 'lost' },
        { does: 'open', tab: 0 },
      ],
    ],
  ],
  [
    [
      [
        { does: 'open', tab: 0 },
        { does: 'wait', ms: 1000 },
      ],
      [
        { does: 'fail', fault: 'too-slow' },
        { does: 'online', isOnline: true },
        { does: 'freeze', tab: 0 },
      ],
      [
        { does: 'fail', fault: 'too-slow' },
        { does: 'sign-in', tab: 7, person: 0 },
        { does: 'open', tab: 0 },
      ],
      [{ does: 'refresh', tab: 4 }],
      [{ does: 'reload', tab: 0 }],
      [{ does: 'sign-in', tab: 0, person: 0 }],
      [
        { does: 'refresh', tab: 1 },
        { does: 'fail', fault: 'lost' },
      ],
      [
        { does: 'refresh', tab: 0 },
        { does: 'thaw', tab: 0 },
        { does: 'fail', fault: 'lost' },
      ],
      [{ does: 'wait', ms: 60000 }],
      [{ does: 'rotate', graceSeconds: 10 }],
    ],
  ],
  [
    [
      [{ does: 'sign-in', tab: 0, person: 0 }],
      [
        { does: 'sign-in', tab: 0, person: 0 },
        { does: 'online', isOnline: false },
      ],
      [{ does: 'open', tab: 0 }],
      [{ does: 'freeze', tab: 1 }],
      [{ does: 'reload', tab: 0 }],
      [{ does: 'open', tab: 0 }],
      [{ does: 'close', tab: 0 }],
      [{ does: 'thaw', tab: 0 }],
    ],
  ],
]
