import type { components } from './schema'

/** The shapes of what people are told and shown. */
type Schemas = components['schemas']

export type Notification = Schemas['Notification']
export type NotificationKind = Notification['kind']
export type NotificationGroup = Schemas['NotificationGroup']
export type NotificationsMarked = Schemas['NotificationsMarked']
/** Who can be named in a note. */
export type Mentionable = Schemas['Mentionable']
export type NotificationMail = Schemas['NotificationMail']
export type FirstSteps = Schemas['FirstSteps']
export type FirstStep = FirstSteps['steps'][number]['step']
export type NotificationPreferences = Schemas['NotificationPreferences']
