# The order book's part of openbell_core: include() this and add ${OPENBELL_CORE_BOOK_SOURCES}.
set(OPENBELL_CORE_BOOK_SOURCES
    book/far_levels.cpp
    book/order_book.cpp
    book/order_index.cpp
    book/order_pool.cpp
    book/price_ladder.cpp
    book/slab.cpp)
