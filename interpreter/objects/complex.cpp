#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::objects {

Value make_complex(Mutator& mutator, double real, double imaginary) {
  return make_complex_instance(mutator, mutator.types.complex, real, imaginary);
}

Value make_complex_instance(Mutator& mutator, Type* type, double real, double imaginary) {
  const bool with_attributes = type->has(Type::kInstancesHaveDict);
  const std::size_t size = sizeof(Complex) + (with_attributes ? sizeof(Slot) : 0);
  auto* object = mutator.allocate<Complex>(kComplex, type->root_shape.load().as_object(), size);
  if (with_attributes) set_flag(object, kHasAttributes);
  object->real = real;
  object->imaginary = imaginary;
  return object;
}

}  // namespace minipy::objects
