DROP TABLE allowance, note, guild_file, audit, setting, vote, exchange;
