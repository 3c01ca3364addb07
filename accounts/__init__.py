"""Who a person is: users, roles, invitations, sign-in. Imports nothing of incidents."""
