// Runs every browser story and ends with the line "N passed, N failed, N skipped".
import { dirname, join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const counts = { pass: 0, fail: 0, skip: 0 }
const isStory = (event) => event.details?.type !== 'suite' && !event.name.endsWith('.mjs')

const stream = run({ files: [join(here, 'stories.mjs')], timeout: 600_000 })
stream.on('test:pass', (event) => isStory(event) && (event.skip ? counts.skip++ : counts.pass++))
stream.on('test:fail', (event) => {
  counts.fail++
  process.exitCode = 1
  void event
})
stream.on('end', () => console.log(`${counts.pass} passed, ${counts.fail} failed, ${counts.skip} skipped`))
stream.compose(spec).pipe(process.stdout)
