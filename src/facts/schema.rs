//! What a sheet may say: the keys of each entity, of each law's block and of each event.
