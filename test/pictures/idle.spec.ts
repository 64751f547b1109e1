import { test } from '../e2e/fixtures.ts'
import { idleScreens } from '../e2e/screens.ts'
import { takePictures } from './take-pictures.ts'

test.use({ build: 'idle' })

takePictures(idleScreens)
