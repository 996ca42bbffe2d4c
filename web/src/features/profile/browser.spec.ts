import { expect, it } from 'vitest'
import { browserName } from './browser'

it('names browser and system of a session', () => {
  expect(browserName('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36')).toBe('Chrome, Linux')
  expect(browserName('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1')).toBe('Safari, iOS')
})

it('keeps the words of a program it does not know', () => expect(browserName('curl/8.5')).toBe('curl/8.5'))
