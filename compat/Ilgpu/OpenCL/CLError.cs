namespace ILGPU.Runtime.OpenCL;

/// <summary>Errors of OpenCL that host code tells apart.</summary>
public enum CLError
{
    CL_SUCCESS = 0,
    CL_MEM_OBJECT_ALLOCATION_FAILURE = -4,
    CL_OUT_OF_RESOURCES = -5,
    CL_OUT_OF_HOST_MEMORY = -6,
}
