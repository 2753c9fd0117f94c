import platform

print(platform.system(), platform.python_version_tuple()[:2], platform.machine() == platform.uname().machine)
print(type(platform.platform()) is str, platform.node() == platform.uname().node, platform.architecture()[0])
