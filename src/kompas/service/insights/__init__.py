"""How matters ended, with whom and how surely: facts taken from the trail, and the page that shows them."""
