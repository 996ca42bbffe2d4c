import { config } from '@vue/test-utils'
import { beforeAll } from 'vitest'
import { i18n, useLanguage } from '@/i18n'

config.global.plugins = [i18n]

beforeAll(() => useLanguage('en'))
