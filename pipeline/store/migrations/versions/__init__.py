"""The steps, one a revision; a step that was released is never changed."""
