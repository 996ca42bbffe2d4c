import { get, post, put, type FirstSteps } from '@/api'

export const key = ['onboarding'] as const

export const onboarding = {
  mine: () => get<FirstSteps>('/onboarding'),
  take: (step: 'palette' | 'keys') => post<FirstSteps>('/onboarding/steps', { step }),
  hide: (hidden: boolean) => put<FirstSteps>('/onboarding/shown', { hidden }),
}
