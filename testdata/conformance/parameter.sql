-- kind: parameter privileges, since 15
-- title: privileges on parameters
-- given
CREATE ROLE "conform_parameter privileges";
CREATE SCHEMA app AUTHORIZATION "conform_parameter privileges";
-- object
GRANT SET ON PARAMETER work_mem TO "conform_parameter privileges";
-- attribute: granted
GRANT SET, ALTER SYSTEM ON PARAMETER work_mem TO "conform_parameter privileges";
-- attribute: granted (grant option)
GRANT SET ON PARAMETER work_mem TO "conform_parameter privileges" WITH GRANT OPTION;
