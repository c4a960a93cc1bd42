export { type EnteredBefore, KeepEntered } from './entered.ts'
export { SignIn, type SignInProps } from './sign-in.tsx'
