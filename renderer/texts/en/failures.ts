const UNCHANGED = 'Nothing was changed; your edits are where they were.'
const REASONS =
  '{reason, select, name_not_found {The name {domain} is not known to your network} refused {{domain} refused the connection} timed_out {{domain} did not answer in time} connection_lost {The connection to {domain} broke off} no_route {Your network has no way to {domain}} proxy {The proxy did not let the connection to {domain} through} other {{domain} can’t be reached}}.'

/** What a clone may be made of that Graft can't read. */
export const CLONE_FEATURE =
  '{feature, select, sha256 {SHA-256 object names} reftable {the reftable format} split_index {a split index} sparse_index {a sparse index} alternates {objects borrowed from another clone} missing_objects {objects that are not on this computer (a partial clone)} other {a Git extension}}'

/** Three parts for every failure of the contract: what happened, whether work is safe, what to do next. */
export const failures = {
  'NOT_FOUND.happened':
    '{what, select, api {This API} connection {This connection} account {This account} file {This file} folder {This folder} restore_point {This restore point} commit {This commit} other {This}} is not there any more.',
  'NOT_FOUND.safe': UNCHANGED,
  'NOT_FOUND.next': 'It may have been removed in another window or by another program. Go back to the list and choose again.',

  'SIGN_IN_NEEDED.happened':
    '{reason, select, missing {{domain} asks for a sign-in, and there is none yet} rejected {{domain} did not accept the sign-in} expired {The sign-in at {domain} has expired} revoked {The sign-in at {domain} was revoked there} other {The access token for {domain} was kept in memory only and is gone since the last restart}}.',
  'SIGN_IN_NEEDED.safe': UNCHANGED,
  'SIGN_IN_NEEDED.next':
    'Sign in {reason, select, missing {} other {again }}with an account or an access token that may read and write the repository.',

  'ACCESS_DENIED.happened': 'You are signed in to {domain}, but this account may not do that here.',
  'ACCESS_DENIED.safe': UNCHANGED,
  'ACCESS_DENIED.next': 'Ask for write access to the repository, or use a token of another account.',

  'SSO_REQUIRED.happened': 'The organisation wants single sign-on before this sign-in at {domain} may be used.',
  'SSO_REQUIRED.safe': UNCHANGED,
  'SSO_REQUIRED.next':
    '{url, select, null {Sign in to your organisation in the browser, then sign in to {domain} again} other {Authorise this sign-in on the host’s page, then try again. The page’s link is good for an hour}}.',
  'SSO_REQUIRED.link': 'Authorise single sign-on',

  'APP_NOT_APPROVED.happened': 'The organisation has not approved Graft as an application on {domain}.',
  'APP_NOT_APPROVED.safe': UNCHANGED,
  'APP_NOT_APPROVED.next':
    'Ask an owner of the organisation to approve it, then try again. An access token works without that approval.',
  'APP_NOT_APPROVED.link': 'Ask for approval',

  'THIRD_PARTY_ACCESS_OFF.happened': 'The organisation does not let applications sign in to {domain} through OAuth.',
  'THIRD_PARTY_ACCESS_OFF.safe': UNCHANGED,
  'THIRD_PARTY_ACCESS_OFF.next':
    'Ask an administrator to turn on “Third-party application access via OAuth” in the organisation’s settings, under Policies. An access token works without it.',
  'THIRD_PARTY_ACCESS_OFF.link': 'Open the policies',

  'ADDRESS_NOT_ALLOWED.happened':
    'The organisation accepts requests to {domain} from listed network addresses only, and yours is not among them.',
  'ADDRESS_NOT_ALLOWED.safe': UNCHANGED,
  'ADDRESS_NOT_ALLOWED.next':
    'Use your organisation’s network or VPN, or ask an administrator to add your address to the list.',

  'SCOPE_MISSING.happened':
    'The sign-in at {domain} lacks {missing, select, none {a right that is needed here} other {a right that is needed here: {missing}}}.',
  'SCOPE_MISSING.safe': UNCHANGED,
  'SCOPE_MISSING.next': 'Sign in again and grant the right, or use an access token that has it.',

  'RATE_LIMITED.happened': '{domain} has had too many requests from this sign-in and answers no more for a while.',
  'RATE_LIMITED.safe': UNCHANGED,
  'RATE_LIMITED.next':
    '{retryAt, select, null {Wait a few minutes, then try again} other {It answers again at {retryAt, time, short}. Try again then}}.',

  'LOCKED_OUT.happened': '{domain} shuts this computer or account out for a while, after sign-ins that failed.',
  'LOCKED_OUT.safe': UNCHANGED,
  'LOCKED_OUT.next':
    '{until, select, null {Wait an hour before the next attempt} other {Wait until {until, time, short}}}. Each attempt before that makes it longer.',

  'HOST_CHANGED.happened':
    '{domain} no longer offers what this version of Graft asks for{change, select, null {} other { ({change})}}.',
  'HOST_CHANGED.safe': UNCHANGED,
  'HOST_CHANGED.next': 'Update Graft. Until then, your clones and everything in them stay usable with any Git client.',

  'REMOTE_REPOSITORY_NOT_FOUND.happened': 'The server does not know the repository {url}, or hides it from this account.',
  'REMOTE_REPOSITORY_NOT_FOUND.safe': UNCHANGED,
  'REMOTE_REPOSITORY_NOT_FOUND.next': 'Check whether it was moved or renamed, and whether the account may see it.',

  'UNREACHABLE.happened': REASONS,
  'UNREACHABLE.safe': UNCHANGED,
  'UNREACHABLE.next':
    '{reason, select, name_not_found {Check the address, and whether a VPN has to be on} proxy {Check the proxy settings of your system} other {Check your network and whether a VPN has to be on, then try again}}.',

  'CERTIFICATE_REJECTED.happened':
    'The certificate of {domain} {reason, select, unknown_authority {was signed by an authority this computer does not trust} self_signed {was signed by the server itself} expired {has expired} wrong_name {was made for another name} other {could not be verified}}.',
  'CERTIFICATE_REJECTED.safe': 'The connection was ended before anything was sent, your token included. Nothing was changed.',
  'CERTIFICATE_REJECTED.next':
    '{reason, select, expired {Ask the server’s administrator to renew it} wrong_name {Use the name the certificate was made for} other {Ask your administrator for the authority’s certificate, and trust it for this server or add it to the system’s trust store}}.',

  'REMOTE_FAILED.happened': '{domain} could not complete the request{status, select, null {} other { (status {status})}}.',
  'REMOTE_FAILED.safe': 'Nothing was changed here; your edits and commits are safe on this computer.',
  'REMOTE_FAILED.next': 'Try again in a moment. If it stays, show what the server said to its administrator.',

  'HISTORY_OUT_OF_REACH.happened':
    'Older commits are not in this clone, and {domain} does not hand them out to a clone that was made without them.',
  'HISTORY_OUT_OF_REACH.safe': 'Nothing was changed. All your edits and commits are here; only the older history is missing.',
  'HISTORY_OUT_OF_REACH.next': 'Look at older commits on the page of the repository, or in a full clone of it.',

  'REPOSITORY_BUSY.happened': 'Another program is working in this clone: it holds {lock}.',
  'REPOSITORY_BUSY.safe': UNCHANGED,
  'REPOSITORY_BUSY.next':
    'Wait until the other program is done and try again. If none is running, a crashed one may have left the file behind; then remove it.',

  'REPOSITORY_MOVED.happened':
    '{what, select, branch {The branch moved} index {The staged files changed} other {{path, select, null {A file} other {{path}}} changed}} while Graft was at work.',
  'REPOSITORY_MOVED.safe': 'Graft stopped before writing. Your edits and the other change are both there.',
  'REPOSITORY_MOVED.next': 'Look at the changes again, then repeat what you were doing.',

  'OPERATION_IN_PROGRESS.happened':
    'Another Git client began {operation, select, merge {a merge} rebase {a rebase} cherry_pick {a cherry-pick} revert {a revert} bisect {a bisect} other {the application of a mailbox}} in this clone and has not finished.',
  'OPERATION_IN_PROGRESS.safe': UNCHANGED,
  'OPERATION_IN_PROGRESS.next': 'Finish or abort it there; Graft goes on by itself afterwards.',

  'DETACHED_HEAD.happened': 'The clone is at commit {commit} and on no branch.',
  'DETACHED_HEAD.safe': UNCHANGED,
  'DETACHED_HEAD.next': 'Switch to a branch in the footer, or check one out in your Git client, then try again.',

  'CLONE_MISSING.happened':
    '{whose, select, graft {{reason, select, missing {Graft’s own clone is not there any more} no_permission {Graft may not read its own clone} other {Graft’s own clone is no longer a Git repository}}} other {{reason, select, missing {The folder {folder} is not there any more} no_permission {Graft may not read the folder {folder}} other {The folder {folder} is no longer a Git repository}}}}.',
  'CLONE_MISSING.safe': 'What you committed and pushed is on the server. Graft removed nothing.',
  'CLONE_MISSING.next':
    '{reason, select, no_permission {Give your account the right to read it and try again} other {{whose, select, graft {If Graft’s data folder was moved, move it back; otherwise disconnect the API and connect it again} other {Move the folder back, or disconnect the API and connect it to the new place}}}}.',

  'UNSUPPORTED_REPOSITORY.happened': `The clone uses ${CLONE_FEATURE} that Graft can’t read.`,
  'UNSUPPORTED_REPOSITORY.safe': UNCHANGED,
  'UNSUPPORTED_REPOSITORY.next': 'Use a plain clone of the repository{detail, select, null {} other { ({detail})}}.',

  'REPOSITORY_DAMAGED.happened': 'Parts of the repository are missing or damaged: {detail}.',
  'REPOSITORY_DAMAGED.safe': 'Graft stopped before writing; the files in the folder are untouched.',
  'REPOSITORY_DAMAGED.next': 'Run “git fsck” in the clone. A fresh clone of the repository is usually the shortest way out.',

  'GIT_NOT_INSTALLED.happened':
    'The git program is needed for {neededFor, select, ssh {SSH remotes} other {the clone’s own sign-in}} and was not found on this computer.',
  'GIT_NOT_INSTALLED.safe': UNCHANGED,
  'GIT_NOT_INSTALLED.next': 'Install Git and try again, or use an HTTPS remote with an access token.',

  'SSH_FAILED.happened':
    '{reason, select, host_key {The server’s SSH key is not known on this computer, or it changed} permission {The server did not accept your SSH key} unreachable {The server can’t be reached over SSH} other {The connection over SSH failed}}.',
  'SSH_FAILED.safe': UNCHANGED,
  'SSH_FAILED.next':
    '{reason, select, host_key {Connect once with ssh in a terminal and compare the key with the one your administrator names} permission {Check that the key is loaded in your SSH agent and known to the server} other {Check your network and the remote’s address, then try again}}.',

  'DISK_FULL.happened': 'The disk is full.',
  'DISK_FULL.safe': 'What could not be written was left as it was before; nothing is half written.',
  'DISK_FULL.next': 'Free some space and try again.',

  'NO_PERMISSION.happened': 'The system did not let Graft read or write {path}.',
  'NO_PERMISSION.safe': 'The file was left as it was.',
  'NO_PERMISSION.next': 'Check the rights of the file and its folder, and whether another program has it open.',

  'INVALID_PATH.happened': 'The name {path} can’t be used for a file here.',
  'INVALID_PATH.safe': UNCHANGED,
  'INVALID_PATH.next': 'Choose a name that stays within its folder and that every system accepts.',

  'FOLDER_REPLACED.happened':
    'Somebody put something else where the folder {path} was: on the branch it is a file, a link or a submodule now.',
  'FOLDER_REPLACED.safe': 'Nothing was committed. Your files lie where they were.',
  'FOLDER_REPLACED.next': 'Have {path} put back as a folder on the branch and pull, or connect the API to another folder.',

  'FILTERED_FILE.happened': '{path} is handled by the Git filter “{filter}”, which Graft does not run.',
  'FILTERED_FILE.safe': 'The file was not committed and not changed.',
  'FILTERED_FILE.next': 'Commit this file with your Git client.',
} as const
