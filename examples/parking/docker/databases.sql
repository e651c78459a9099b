-- The database of booking is made by the image, from POSTGRES_DB.
CREATE DATABASE parking;
