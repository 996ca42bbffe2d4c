import { reactive } from 'vue'
import { Problem, type Id, type MissingValue } from '@/api'

/** What has to be filled in before a conversation is solved; counted, so that asking twice leads there twice. */
export const wanted = reactive<{ conversation: Id | null; missing: MissingValue[]; times: number }>({ conversation: null, missing: [], times: 0 })

/** Leads to what is missing, if that is why something was refused. */
export function askForMissing(error: unknown, conversation: Id): void {
  if (!(error instanceof Problem) || error.code !== 'conversation.incomplete') return
  wanted.conversation = conversation
  wanted.missing = (error.body.missing as MissingValue[] | undefined) ?? []
  wanted.times++
}
