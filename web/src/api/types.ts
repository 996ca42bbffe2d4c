import type { components } from './schema'

/** The public API's shapes as the server tells them: `./centrala api-types` writes `schema.ts` anew. */
type Schemas = components['schemas']
/** A part of an answer that is there: the union of its words, without null. */
type Words<T> = NonNullable<T>

/** Ids are UUID strings, times ISO-8601 instants. */
export type Id = string
export type Instant = string
export interface List<T> { items: T[]; next: string | null }

export type Agent = Schemas['Agent']
export type Door = Schemas['Door']
/** Who is signed in here is always a person; programs have a key. */
export type Me = Schemas['Me'] & { agent: Agent }
export type Permission = Me['permissions'][number]
/** One of the given roles, or the id of one that people have made. */
export type Role = Agent['role']
export type RoleRights = Schemas['Role']
export type AuditEntry = Schemas['AuditEntry']
export type Erasure = Schemas['Erasure']
export type ErasurePreview = Schemas['ErasurePreview']
export type ErasureReason = Erasure['reason']
export type IdentityFinding = Schemas['IdentityFinding']
export type IdentityProvider = Schemas['IdentityProvider']
export type IdentityProviderSettings = Schemas['IdentityProviderSettings']
export type IdentitySettings = Schemas['IdentitySettings']
export type ProviderAddress = Schemas['ProviderAddress']
export type SignInButton = Schemas['SignInButton']
export type Passkey = Schemas['Passkey']
export type PasskeyCreation = Schemas['PasskeyCreation']
export type PasskeyRequest = Schemas['PasskeyRequest']
export type SecondFactor = Schemas['SecondFactor']
export type SecondFactorKey = Schemas['SecondFactorKey']
export type Desk = Schemas['Work']
export type Language = Agent['language']
export type Theme = Agent['theme']
export type Density = Agent['density']
export type SignedInSession = Schemas['SignedInSession']
export type Team = Schemas['Team']
export type Brand = Schemas['Brand']
export type ApiKey = Schemas['ApiKey'] & Partial<Pick<Schemas['NewApiKeyWithSecret'], 'key'>>
export type Webhook = Schemas['Webhook']
export type WebhookDelivery = Schemas['WebhookDelivery']
/** The secret is said in this answer only. */
export type WebhookWithSecret = Schemas['NewWebhookWithSecret']
export type Inbox = Schemas['Inbox']
export type Acknowledgement = Schemas['Acknowledgement']
export type Snippet = Schemas['Snippet']
export type Macro = Schemas['Macro']
export type NewMacro = Schemas['NewMacro']
export type Tag = Schemas['Tag']
export type TagColour = Tag['colour']
export type ManagedTag = Schemas['ManagedTag']
export type TagMergePreview = Schemas['TagMergePreview']
export type FilledMacro = Schemas['FilledMacro']
export type NewSnippet = Schemas['NewSnippet']

export type Actor = Schemas['Actor']
export type ActorKind = Actor['kind']
export type Conversation = Schemas['Conversation']
export type Status = Conversation['status']
export type Complexity = Words<Conversation['complexity']>
export type Field = Schemas['Field']
export type FieldSubject = Field['subject']
export type NewField = Schemas['NewField']
export type Choice = Schemas['Choice']
export type NewChoice = Schemas['NewChoice']
export type ReasonTree = Schemas['ReasonTree']
export type MissingValue = Schemas['MissingValue']
export type Priority = Conversation['priority']
export type ConversationCounts = Schemas['Counts']
export type ConversationChange = Schemas['ConversationPatch']
export type BulkChange = Schemas['BulkChange']
export type BulkOutcome = Schemas['BulkOutcome']
export type NewConversation = Schemas['NewConversation']
export type View = 'mine' | 'unassigned' | 'open' | 'followed' | 'untouched' | 'snoozed' | 'done' | 'junk' | 'saved'
export type CustomField = Schemas['Field']
export type SavedView = Schemas['SavedView']
export type NewSavedView = Schemas['NewSavedView']
export type SavedViewCount = Schemas['SavedViewCount']
export type ViewCondition = Schemas['ViewCondition']

export type Address = Schemas['Party']
export type Attachment = Schemas['Attachment']
export type Message = Schemas['Message']
export type Trust = Schemas['Trust']
export type Direction = Message['direction']
export type Audience = Message['audience']
export type DeliveryState = Words<Message['deliveryState']>
export type DeliveryDetail = Schemas['DeliveryDetail']
export type NewMessage = Schemas['NewMessage']
export type UploadedAttachment = Schemas['NewFile']
export type Draft = Schemas['Draft']
export type Appointment = Schemas['Appointment']
export type DraftContent = Schemas['DraftContent']
export type LogEvent = Schemas['Event']
export type Link = Schemas['Link']
export type Hint = Schemas['Hint']
export type SideThread = Schemas['SideThread']
export type NewSideThread = Schemas['NewSideThread']
export type SideThreadChange = Schemas['SideThreadChange']
export type DraftReview = Schemas['DraftReview']
export type NewDraftReview = Schemas['NewDraftReview']
export type DraftReviewVerdict = 'approved' | 'returned'
export type PlayTurn = Schemas['PlayTurn']
export type PlaySkip = Schemas['PlaySkip']
export type SkipReason = PlaySkip['reason']
export type SideView = 'asked' | 'own' | 'overdue' | 'open'
export type LinkKind = Link['kind']
export type Linked = Schemas['Linked']
export type Merged = Schemas['Merged']
export type MergePreview = Schemas['MergePreview']

export type Numbers = Schemas['Numbers']
export type NumberDay = Schemas['NumberDay']
export type NumberPart = Schemas['NumberPart']

export type SmtpSettings = Schemas['SmtpSettings']
export type Mailbox = Schemas['Mailbox']
export type MailboxDetails = Schemas['MailboxDetails']
export type IncomingSettings = Schemas['IncomingSettings']
export type MailboxCheck = Schemas['ServerCheck']
export type DomainFinding = Schemas['DomainFinding']
export type InboundRecord = Schemas['InboundRecord']
export type HeldMail = Schemas['Quarantined']

export type Fragment = Schemas['Fragment']
export type SearchPage = Schemas['SearchPage']
export type SearchHint = SearchPage['hints'][number]
export type SearchIndexState = Schemas['IndexState']
export type SearchHit = Schemas['SearchHit']
