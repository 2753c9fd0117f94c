word = "beside the script"
