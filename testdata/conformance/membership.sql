-- kind: membership
-- given
CREATE ROLE conform_membership_group;
CREATE ROLE conform_membership_one;
CREATE ROLE conform_membership_two;
CREATE SCHEMA app AUTHORIZATION conform_membership_group;
CREATE SCHEMA one AUTHORIZATION conform_membership_one;
CREATE SCHEMA two AUTHORIZATION conform_membership_two;
-- object
GRANT conform_membership_group TO conform_membership_one;
-- attribute: admin option
GRANT conform_membership_group TO conform_membership_one WITH ADMIN OPTION;
-- attribute: no inherit, since 16
GRANT conform_membership_group TO conform_membership_one WITH INHERIT FALSE;
-- attribute: no set, since 16
GRANT conform_membership_group TO conform_membership_one WITH SET FALSE;
-- attribute: no inherit, no set, admin option (all at once), since 16
-- was
GRANT conform_membership_group TO conform_membership_one WITH SET FALSE, ADMIN TRUE;
-- is
GRANT conform_membership_group TO conform_membership_one WITH INHERIT FALSE;
-- attribute: admin option (and a second member)
GRANT conform_membership_group TO conform_membership_one WITH ADMIN OPTION;
GRANT conform_membership_group TO conform_membership_two;
-- attribute: admin option (and a member that one of them has added), since 16
GRANT conform_membership_group TO conform_membership_one WITH ADMIN OPTION;
GRANT conform_membership_group TO conform_membership_two GRANTED BY conform_membership_one;
