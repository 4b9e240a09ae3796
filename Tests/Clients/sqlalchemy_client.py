"""SQLAlchemy: reflection, an ORM's statements, savepoints, server-side cursors, several drivers below."""

import warnings

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base, relationship

Base = declarative_base()


class Author(Base):
    __tablename__ = "orm_author"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50), unique=True)
    books = relationship("Book", back_populates="author", cascade="all, delete-orphan")


class Book(Base):
    __tablename__ = "orm_book"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.Text)
    author_id = sa.Column(sa.ForeignKey("orm_author.id"))
    author = relationship("Author", back_populates="books")


warnings.simplefilter("ignore", sa.exc.SAWarning)  # the type point is not known to it
engine = sa.create_engine("postgresql+psycopg2://")
inspector = sa.inspect(engine)
for table in sorted(inspector.get_table_names()):
    print(table, [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)])
    print(inspector.get_pk_constraint(table), inspector.get_foreign_keys(table), inspector.get_indexes(table))
    print(inspector.get_table_comment(table))
print(inspector.get_view_names(), inspector.get_enums(), inspector.get_sequence_names())
Base.metadata.drop_all(engine)
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Author(name=f"author {n}", books=[Book(title=f"book {n}.{m}") for m in range(3)]) for n in range(5)])
    session.commit()
    for author in session.query(Author).options(sa.orm.selectinload(Author.books)).order_by(Author.id):
        print(author.id, author.name, [b.title for b in author.books])
    with session.begin_nested() as nested:
        session.add(Author(name="author 0"))
        try:
            session.flush()
        except sa.exc.IntegrityError as e:
            print(e.orig.pgcode)
            nested.rollback()
    print(session.query(sa.func.count(Book.id)).join(Author).filter(Author.name.like("author%")).scalar())
    session.delete(session.query(Author).filter_by(name="author 1").one())
    session.commit()
    print(session.query(Book).count())
Base.metadata.drop_all(engine)
with engine.connect().execution_options(stream_results=True, max_row_buffer=20) as connection:
    print(sum(row.id for row in connection.execute(sa.text("SELECT id FROM item"))))
    print(connection.dialect.server_version_info[:1])
