/** What a target file may leave out of something that it describes otherwise, named by its place in the file. */
export type Means =
  | 'ssoMethods.reject'
  | 'ssoMethods.disable'
  | 'ssoMethods.enable'
  | 'ssoMethods.show'
  | 'ssoMethods.update'
  | 'ssoMethods.create.loginUrl'
  | 'ssoMethods.create.jitLoginUrl'
  | '{jit} in ssoMethods.create'
  | 'sso.saml.logoutUrl'
  | 'scim.otherTeamToken'
  | 'scim.revokedToken'
  | 'scim.expiredToken'
  | '{disabled} in accountsAdmin.create';
