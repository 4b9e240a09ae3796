-- A small schema whose columns say in their comments what they hold, for masks that go by comments and by patterns.
CREATE SCHEMA hr;
CREATE TABLE hr.person (
    id integer PRIMARY KEY,
    name text NOT NULL,
    email text UNIQUE,
    phone text,
    salary numeric NOT NULL,
    born date
);
COMMENT ON COLUMN hr.person.phone IS 'As dialled; @pii';
COMMENT ON COLUMN hr.person.born IS '@pii';
COMMENT ON COLUMN hr.person.name IS 'The name on the door.';
CREATE TABLE hr.retired () INHERITS (hr.person);
CREATE TABLE public.newsletter (email text PRIMARY KEY, topic text NOT NULL);
CREATE VIEW public.phone_book AS SELECT name, phone AS number FROM hr.person;
CREATE TABLE public.room (number integer PRIMARY KEY, floor integer);
